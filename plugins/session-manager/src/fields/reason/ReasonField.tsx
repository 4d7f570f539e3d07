import { useEffect } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useAccountsQuery } from '../../hooks/formFacts';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { accountName } from '../../translation/accountName';
import { listText } from '../../translation/listText';
import { accountsNeedingReason } from './accountsNeedingReason';
import { ReasonFieldProps } from './schema';

/**
 * A form field for the reason of a request. It is required if roles in the
 * form's account, or in another account of the form, require an approval.
 */
export function ReasonField(props: ReasonFieldProps) {
  const { formData, onChange, schema, uiSchema, rawErrors, disabled } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const needing = useAccountsNeedingReason(props);
  const isRequired = props.required || needing.length > 0;
  useEffect(() => {
    // The form validates only fields that have a value.
    if (formData === undefined) {
      onChange('');
    }
  }, [formData, onChange]);
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      required={isRequired}
      disabled={disabled}
    >
      <TextField
        id={props.idSchema?.$id}
        label={uiSchema['ui:title'] ?? schema.title ?? t('reason.title')}
        value={formData ?? ''}
        onChange={({ target }) => onChange(target.value)}
        // Not the attribute of the input: the browser would block the form
        // before it can say why.
        InputLabelProps={{ required: isRequired }}
        inputProps={{
          'aria-required': isRequired,
          maxLength: schema.maxLength,
        }}
        disabled={disabled || props.readonly}
        error={Boolean(rawErrors?.length)}
        multiline
        minRows={2}
        fullWidth
      />
      {needing.length > 0 && (
        <Typography variant="body2" color="textSecondary" aria-live="polite">
          {t('reason.hint', { account: listText(needing.map(accountName), t) })}
        </Typography>
      )}
    </ScaffolderField>
  );
}

function useAccountsNeedingReason({ formContext, uiSchema }: ReasonFieldProps) {
  const { known = [] } = useAccountsQuery();
  return accountsNeedingReason(
    known,
    formContext?.formData ?? {},
    uiSchema['ui:options']?.accountIdField,
  );
}
