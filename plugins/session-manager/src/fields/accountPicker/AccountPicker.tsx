import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { PortalProblem } from '../../api/portalProblem';
import { useAccountsQuery } from '../../hooks/formFacts';
import { ErrorText } from '../../components/ErrorText';
import { accountOption } from '../../translation/accountName';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { AccountFacts } from './AccountFacts';
import { accountPickerSchema } from './schema';
import { PortalText } from '../../components/PortalText';
import { useOnlyAccount } from './useOnlyAccount';

type InputProps = typeof accountPickerSchema.TProps;

/**
 * Selects an account by name, and shows the settings that it applies to every
 * role. If there is only one, it is selected. If no accounts are configured or
 * they cannot be listed, it accepts any account ID.
 */
export function AccountPicker(props: InputProps) {
  const { formData, rawErrors, required, disabled, schema, uiSchema } = props;
  const { isLoading, known: accounts = [], problem } = useAccountsQuery();
  useOnlyAccount(accounts, props);
  const account = accounts.find(({ accountId }) => accountId === formData);
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      required={required}
      disabled={disabled}
    >
      {isLoading || isList(accounts) ? (
        <Choice {...props} accounts={accounts} isLoading={isLoading} />
      ) : (
        <Digits {...props} />
      )}
      <div aria-live="polite">
        <Remark
          accounts={accounts}
          problem={problem}
          accountId={formData}
          account={account}
          approval={uiSchema['ui:options']?.approval ?? true}
        />
      </div>
    </ScaffolderField>
  );
}

/** Without configured accounts, any that the credentials reach is accepted. */
function isList(accounts: readonly AccountInfo[]): boolean {
  return accounts.length > 0 && !accounts.some(({ isOwn }) => isOwn);
}

function Choice({
  accounts,
  isLoading,
  ...props
}: InputProps & { accounts: readonly AccountInfo[]; isLoading: boolean }) {
  const { formData = '' } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const isListed = accounts.some(({ accountId }) => accountId === formData);
  return (
    <Input
      {...props}
      select
      // Without one, nothing that depends on the account can be offered.
      required
      disabled={props.disabled || isLoading}
      SelectProps={{ native: true }}
    >
      {isLoading ? (
        <option value={formData}>{t('accountPicker.loading')}</option>
      ) : (
        <>
          <option value="" disabled>
            {t('accountPicker.choose')}
          </option>
          {formData && !isListed && (
            <option value={formData}>{formData}</option>
          )}
          {accounts.map(account => (
            <option key={account.accountId} value={account.accountId}>
              {accountOption(account, t)}
            </option>
          ))}
        </>
      )}
    </Input>
  );
}

function Digits(props: InputProps) {
  return <Input {...props} placeholder={props.uiSchema['ui:placeholder']} />;
}

function Input({
  idSchema,
  schema,
  uiSchema,
  name,
  formData,
  onChange,
  disabled,
  readonly,
  required,
  rawErrors = [],
  placeholder,
  select,
  SelectProps,
  children,
}: InputProps &
  Pick<Parameters<typeof TextField>[0], 'select' | 'SelectProps'>) {
  return (
    <TextField
      id={idSchema?.$id}
      label={uiSchema['ui:title'] ?? schema.title ?? name}
      value={formData ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
      required={required}
      disabled={disabled || readonly}
      error={rawErrors.length > 0}
      placeholder={placeholder}
      InputLabelProps={select ? { shrink: true } : undefined}
      select={select}
      SelectProps={SelectProps}
      fullWidth
    >
      {children}
    </TextField>
  );
}

function Remark({
  accounts,
  problem,
  accountId,
  account,
  approval,
}: {
  accounts: readonly AccountInfo[];
  problem?: PortalProblem;
  accountId?: string;
  account?: AccountInfo;
  /** Whether to show approvals. */
  approval: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (account?.isOwn) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('accountPicker.own', { id: account.accountId })}
      </Typography>
    );
  }
  if (account) {
    return <AccountFacts account={account} showsApproval={approval} />;
  }
  if (problem) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('accountPicker.failed', {
          detail: <PortalText text={problem.detail} />,
        })}
      </Typography>
    );
  }
  return accountId && isList(accounts) ? (
    <ErrorText>{t('accountPicker.unknown', { id: accountId })}</ErrorText>
  ) : null;
}
