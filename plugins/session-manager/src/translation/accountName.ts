import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { Translate } from './Translate';

type NamedAccount = Pick<AccountInfo, 'accountId' | 'name'>;

/** The name of an account, or its ID. */
export function accountName({ accountId, name }: NamedAccount): string {
  return name ?? accountId;
}

/** An account among others to choose from, some of which may share a name. */
export function accountOption(
  { accountId, name }: NamedAccount,
  t: Translate,
): string {
  return name ? t('accountPicker.option', { name, id: accountId }) : accountId;
}
