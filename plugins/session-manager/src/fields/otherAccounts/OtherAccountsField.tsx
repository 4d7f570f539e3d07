import { useEffect, useId } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { Disclosure } from '../../components/Disclosure';
import { useAccountsQuery } from '../../hooks/formFacts';
import { accountOf, FormData } from '../../hooks/formSubject';
import { accountName, accountOption } from '../../translation/accountName';
import { listText } from '../../translation/listText';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { OtherAccountDetails } from './OtherAccountDetails';
import { OtherAccount, OtherAccountsProps } from './schema';

const useStyles = makeStyles((theme: Theme) => ({
  root: { margin: 0, padding: 0, border: 0, minWidth: 0 },
  option: { marginLeft: theme.spacing(-0.5), overflowWrap: 'anywhere' },
}));

/**
 * A form field that creates the same role in other accounts as well, each with
 * its own settings and its own approval. It shows nothing if there is no other
 * account to choose.
 */
export function OtherAccountsField(props: OtherAccountsProps) {
  const { formContext, formData = [], schema, uiSchema, rawErrors } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const id = useId();
  const form = (formContext?.formData ?? {}) as FormData;
  const { known } = useAccountsQuery();
  const others = otherAccounts(known, form);
  useOnlyOffered(props, others);
  if (!others || others.length === 0) {
    return <ScaffolderField rawErrors={rawErrors} displayLabel={false} />;
  }
  const chosen = others.filter(({ accountId }) =>
    formData.some(other => other.accountId === accountId),
  );
  const description = uiSchema['ui:description'] ?? schema.description;
  return (
    <ScaffolderField rawErrors={rawErrors} displayLabel={false}>
      <fieldset className={classes.root} aria-describedby={id}>
        <Typography variant="subtitle2" component="legend">
          {uiSchema['ui:title'] ?? schema.title ?? t('otherAccounts.title')}
        </Typography>
        {description && (
          <Typography id={id} variant="body2" color="textSecondary">
            {description}
          </Typography>
        )}
        <Disclosure
          label={
            chosen.length > 0
              ? t('otherAccounts.chosen', {
                  accounts: listText(chosen.map(accountName), t),
                })
              : t('otherAccounts.choose', { count: others.length })
          }
          initiallyOpen={formData.length > 0 || Boolean(rawErrors?.length)}
        >
          {others.map(account => (
            <Option
              key={account.accountId}
              account={account}
              form={form}
              props={props}
            />
          ))}
        </Disclosure>
      </fieldset>
    </ScaffolderField>
  );
}

function Option({
  account,
  form,
  props,
}: {
  account: AccountInfo;
  form: FormData;
  props: OtherAccountsProps;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { formData = [], uiSchema, onChange, disabled, readonly } = props;
  const { accountId } = account;
  const chosen = formData.find(other => other.accountId === accountId);
  const rest = formData.filter(other => other.accountId !== accountId);
  const replace = (next: OtherAccount) =>
    onChange(inOrder(formData.map(other => (other === chosen ? next : other))));
  return (
    <div>
      <FormControlLabel
        className={classes.option}
        control={
          <Checkbox
            color="primary"
            checked={chosen !== undefined}
            disabled={disabled || readonly}
            onChange={({ target }) =>
              onChange(
                target.checked
                  ? inOrder([
                      ...rest,
                      { accountId, account: accountName(account) },
                    ])
                  : rest,
              )
            }
          />
        }
        label={accountOption(account, t)}
      />
      {chosen && (
        <OtherAccountDetails
          account={account}
          form={form}
          chosen={chosen}
          options={uiSchema['ui:options'] ?? {}}
          onChange={replace}
        />
      )}
    </div>
  );
}

/**
 * The accounts besides that of the form; undefined if they are not known.
 * Without configured accounts there is only the portal's own.
 */
function otherAccounts(
  accounts: readonly AccountInfo[] | undefined,
  form: FormData,
): readonly AccountInfo[] | undefined {
  const accountId = accountOf(form);
  if (!accounts || !accountId) {
    return undefined;
  }
  return accounts.some(({ isOwn }) => isOwn)
    ? []
    : accounts.filter(other => other.accountId !== accountId);
}

/** Removes what can no longer be chosen, such as the account of the form. */
function useOnlyOffered(
  { formData = [], onChange }: OtherAccountsProps,
  others: readonly AccountInfo[] | undefined,
) {
  useEffect(() => {
    const kept = formData.filter(other =>
      others?.some(({ accountId }) => accountId === other.accountId),
    );
    if (others && kept.length < formData.length) {
      onChange(kept);
    }
  });
}

/** The same accounts are the same value, in whatever order they are chosen. */
function inOrder(accounts: readonly OtherAccount[]): OtherAccount[] {
  return [...accounts].sort((a, b) => a.account.localeCompare(b.account));
}
