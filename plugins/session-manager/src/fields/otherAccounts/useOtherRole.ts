import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { usePreferencesQuery, useRoleQuery } from '../../hooks/formFacts';
import { FormData } from '../../hooks/formSubject';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { roleKind } from '../preview/roleKind';
import { usePreviewAnswer } from '../preview/usePreviewAnswer';
import { formIn, OtherRole, otherRole } from './otherRole';
import { OtherAccountsOptions } from './schema';

/** The role of another account, and the portal's preview of it. */
export function useOtherRole(
  account: AccountInfo,
  form: FormData,
  options: OtherAccountsOptions,
) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const own = formIn(account.accountId, form);
  const preferences = usePreferencesQuery(own);
  const existing = useRoleQuery(own);
  const isReading = preferences.isLoading || existing.isLoading;
  const facts = { preferences: preferences.known, role: existing.known };
  const role: OtherRole = isReading
    ? { obstacles: [] }
    : otherRole(account, own, facts, { ...options, t });
  const preview = usePreviewAnswer(role.request, roleKind.load);
  return {
    own,
    role,
    preview,
    isWaiting: isReading || preview.isWaiting,
    refetch: preferences.refetch,
  };
}
