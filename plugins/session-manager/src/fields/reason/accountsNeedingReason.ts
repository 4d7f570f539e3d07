import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { FormData } from '../../hooks/formSubject';

/** The accounts in the form in which roles require an approval. */
export function accountsNeedingReason(
  accounts: readonly AccountInfo[],
  form: FormData,
  accountIdField: string = 'accountId',
): AccountInfo[] {
  const chosen = [form[accountIdField], ...otherAccountIds(form)];
  return accounts.filter(
    ({ accountId, approval }) =>
      chosen.includes(accountId) && approval !== undefined,
  );
}

/** The accounts in the field `otherAccounts` of our templates. */
function otherAccountIds({ otherAccounts }: FormData): unknown[] {
  return Array.isArray(otherAccounts)
    ? otherAccounts.map(other => Object(other).accountId)
    : [];
}
