import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RoleForm } from './RoleForm';
import { ROLE_FORM, roleFormSchema } from './schema';

/** The field, for the new frontend system. */
export const roleFormField = createFormField({
  name: ROLE_FORM,
  component: RoleForm,
  schema: roleFormSchema,
});
