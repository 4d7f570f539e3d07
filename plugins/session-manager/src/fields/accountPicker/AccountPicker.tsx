import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { AccountFacts } from './AccountFacts';
import { accountPickerSchema } from './schema';
import { Accounts, useAccounts } from './useAccounts';

type InputProps = typeof accountPickerSchema.TProps;

/**
 * Picks one of the accounts that roles can be made in, by its name, and shows
 * what that account gives every role. Where no accounts are configured, or
 * they cannot be listed, it takes the digits of any.
 */
export function AccountPicker(props: InputProps) {
  const { formData, rawErrors, required, disabled, schema, uiSchema } = props;
  const known = useAccounts();
  const account = known.accounts.find(
    ({ accountId }) => accountId === formData,
  );
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      required={required}
      disabled={disabled}
    >
      {known.loading || known.accounts.length > 0 ? (
        <Choice {...props} known={known} />
      ) : (
        <Digits {...props} />
      )}
      <div aria-live="polite">
        <Remark
          known={known}
          accountId={formData}
          account={account}
          approval={uiSchema['ui:options']?.approval ?? true}
        />
      </div>
    </ScaffolderField>
  );
}

function Choice({ known, ...props }: InputProps & { known: Accounts }) {
  const { formData = '', required } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { accounts, loading } = known;
  const isListed = accounts.some(({ accountId }) => accountId === formData);
  return (
    <Input
      {...props}
      select
      disabled={props.disabled || loading}
      SelectProps={{ native: true }}
    >
      {loading ? (
        <option value={formData}>{t('accountPicker.loading')}</option>
      ) : (
        <>
          <option value="" disabled={required}>
            {required ? '' : t('accountPicker.own')}
          </option>
          {formData && !isListed && (
            <option value={formData}>{formData}</option>
          )}
          {accounts.map(({ accountId, name }) => (
            <option key={accountId} value={accountId}>
              {name
                ? t('accountPicker.option', { name, id: accountId })
                : accountId}
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
  known: { accounts, error },
  accountId,
  account,
  approval,
}: {
  known: Accounts;
  accountId?: string;
  account?: AccountInfo;
  /** Whether to tell of approvals. */
  approval: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (account) {
    return <AccountFacts account={account} showsApproval={approval} />;
  }
  if (error) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('accountPicker.failed', { detail: error.message })}
      </Typography>
    );
  }
  return accountId && accounts.length > 0 ? (
    <Typography variant="body2" color="error">
      {t('accountPicker.unknown', { id: accountId })}
    </Typography>
  ) : null;
}
