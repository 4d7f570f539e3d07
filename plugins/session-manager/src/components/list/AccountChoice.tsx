import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { accountName } from '../../translation/accountName';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { SingleChoice } from './SingleChoice';

/** Selects one of the accounts by name, or any. Nothing if there are none. */
export function AccountChoice({
  id,
  accounts,
  value,
  onChange,
  className,
}: {
  id: string;
  accounts: ReadonlyArray<Pick<AccountInfo, 'accountId' | 'name'>>;
  /** It is offered even if it is not among the accounts (any more). */
  value: string | undefined;
  onChange: (accountId: string | undefined) => void;
  className: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (accounts.length === 0 && !value) {
    return null;
  }
  const nameOf = (accountId: string) =>
    accountName(
      accounts.find(account => account.accountId === accountId) ?? {
        accountId,
      },
    );
  return (
    <SingleChoice
      id={id}
      className={className}
      label={t('list.account')}
      any={t('list.anyAccount')}
      options={accounts.map(({ accountId }) => accountId)}
      value={value}
      words={nameOf}
      onChange={onChange}
    />
  );
}
