import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { OtherAccountsField } from './OtherAccountsField';
import { OTHER_ACCOUNTS, otherAccountsSchema } from './schema';
import { validateOtherAccounts } from './validateOtherAccounts';

/** The field, for the new frontend system. */
export const otherAccountsField = createFormField({
  name: OTHER_ACCOUNTS,
  component: OtherAccountsField,
  schema: otherAccountsSchema,
  validation: validateOtherAccounts,
});
