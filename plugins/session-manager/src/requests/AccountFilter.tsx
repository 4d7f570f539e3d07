import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { useAccountsQuery } from '../hooks/formFacts';
import { accountName } from '../translation/accountName';
import { sessionManagerTranslationRef } from '../translation/ref';

/** Selects one of the configured accounts by name, or any. */
export function AccountFilter({
  value,
  onChange,
  className,
}: {
  value: string | undefined;
  onChange: (accountId: string | undefined) => void;
  className: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  // If the accounts cannot be loaded, the list still works without this filter.
  const { known = [] } = useAccountsQuery();
  const accounts = withSelected(known, value);
  if (accounts.length === 0) {
    return null;
  }
  return (
    <TextField
      select
      variant="outlined"
      size="small"
      id="session-manager-request-account"
      className={className}
      label={t('requests.filter.account')}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ displayEmpty: true }}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
    >
      <MenuItem value="">{t('requests.filter.anyAccount')}</MenuItem>
      {accounts.map(account => (
        <MenuItem key={account.accountId} value={account.accountId}>
          {accountName(account)}
        </MenuItem>
      ))}
    </TextField>
  );
}

type Named = Pick<AccountInfo, 'accountId' | 'name'>;

/** The accounts, and the selected one even if it is not configured (any more). */
function withSelected(
  accounts: readonly Named[],
  selected: string | undefined,
): readonly Named[] {
  return !selected || accounts.some(({ accountId }) => accountId === selected)
    ? accounts
    : [...accounts, { accountId: selected }];
}
