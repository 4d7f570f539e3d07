import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AccountPicker } from './AccountPicker';

/** What a template names the field by, as `ui:field`. */
export const ACCOUNT_PICKER = 'SessionManagerAccountPicker';

/** The value: an account's id. */
export const accountPickerSchema = makeFieldSchema({
  output: z => z.string(),
});

/** The field, for the new frontend system. */
export const accountPickerField = createFormField({
  name: ACCOUNT_PICKER,
  component: AccountPicker,
  schema: accountPickerSchema,
});
