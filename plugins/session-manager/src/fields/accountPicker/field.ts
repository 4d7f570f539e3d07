import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AccountPicker } from './AccountPicker';
import { ACCOUNT_PICKER, accountPickerSchema } from './schema';

/** The field, for the new frontend system. */
export const accountPickerField = createFormField({
  name: ACCOUNT_PICKER,
  component: AccountPicker,
  schema: accountPickerSchema,
});
