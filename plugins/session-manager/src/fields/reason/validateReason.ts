import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { loadAccounts } from '../../hooks/formFacts';
import { translationOf } from '../../translation/translationOf';
import { accountName } from '../../translation/accountName';
import { listText } from '../../translation/listText';
import { accountsNeedingReason } from './accountsNeedingReason';

/** Requires a reason where approvers read it, when the step is left. */
export const validateReason: CustomFieldValidator<
  string,
  { accountIdField?: string }
> = async (reason, field, { apiHolder, formData, uiSchema }) => {
  if (reason?.trim()) {
    return;
  }
  // If the accounts cannot be listed, the task checks the reason.
  const api = apiHolder.get(sessionManagerApiRef);
  const accounts = (api && (await loadAccounts(api).catch(() => []))) ?? [];
  const needing = accountsNeedingReason(
    accounts,
    formData,
    uiSchema?.['ui:options']?.accountIdField,
  );
  if (needing.length > 0) {
    const t = await translationOf(apiHolder);
    const account = listText(needing.map(accountName), t);
    field.addError(t('reason.required', { account }));
  }
};
