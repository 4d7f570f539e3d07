import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RolePicker } from './RolePicker';
import { ROLE_PICKER, rolePickerSchema } from './schema';

/** The field for the new frontend system, loaded with the form. */
export const rolePickerField = createFormField({
  name: ROLE_PICKER,
  component: RolePicker,
  schema: rolePickerSchema,
});
