import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RolePreviewField } from './RolePreviewField';
import { ROLE_PREVIEW, rolePreviewSchema } from './schema';

/** The field for the new frontend system, which loads it with the form. */
export const rolePreviewField = createFormField({
  name: ROLE_PREVIEW,
  component: RolePreviewField,
  schema: rolePreviewSchema,
});
