import { InputHTMLAttributes, ReactNode, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { toError } from '@backstage/errors';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete, {
  AutocompleteRenderInputParams,
} from '@material-ui/lab/Autocomplete';
import { Choice, Choices } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { useDebouncedValue } from '../../hooks/useDebouncedValue';
import { ChoicePickerProps } from './schema';

/** Milliseconds without a change after which the portal is asked. */
const PAUSE = 300;

// The field itself is the combobox, as ARIA has it since 1.2; Material UI v4
// makes it of the box around, which then has no name.
const NO_COMBOBOX = {
  role: undefined,
  'aria-owns': undefined,
  'aria-expanded': undefined,
};

/**
 * A field of a template's form: a bucket, a key or a log group, offered from
 * what the portal may list in the account, and free text all the same.
 */
export function ChoicePicker(props: ChoicePickerProps) {
  const { schema, uiSchema, rawErrors, required, disabled } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const text = props.formData ?? '';
  const accountId = accountOf(props);
  const { known, failure } = useChoices(props, accountId, text, isOpen);
  const choices = known?.choices ?? [];
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      required={required}
      disabled={disabled}
    >
      <Autocomplete<Choice | string, false, false, true>
        {...NO_COMBOBOX}
        freeSolo
        id={props.idSchema?.$id}
        options={choices}
        // The portal chose those that fit.
        filterOptions={options => options}
        getOptionLabel={labelOf}
        renderOption={option => <ChoiceLine choice={option as Choice} />}
        loading={Boolean(isOpen && accountId && !known && !failure)}
        loadingText={t('choices.loading')}
        open={isOpen}
        onOpen={() => setOpen(true)}
        onClose={() => setOpen(false)}
        // Without it, what the form came with would be emptied.
        value={text || null}
        getOptionSelected={option => labelOf(option) === text}
        inputValue={text}
        onInputChange={(_, value) => props.onChange(value || undefined)}
        disabled={disabled || props.readonly}
        renderInput={params => (
          <TextField
            {...params}
            inputProps={comboboxProps(params, choices.length > 0)}
            label={uiSchema['ui:title'] ?? schema.title ?? props.name}
            placeholder={uiSchema['ui:placeholder']}
            required={required}
            error={Boolean(rawErrors?.length)}
          />
        )}
      />
      <div aria-live="polite">
        {isOpen && !accountId ? (
          <HelperText>{t('choices.noAccount')}</HelperText>
        ) : (
          <Remark known={known} failure={failure} />
        )}
      </div>
    </ScaffolderField>
  );
}

function labelOf(option: Choice | string): string {
  return typeof option === 'string' ? option : option.value;
}

function comboboxProps(
  { inputProps }: AutocompleteRenderInputParams,
  hasList: boolean,
): InputHTMLAttributes<HTMLInputElement> {
  const props: InputHTMLAttributes<HTMLInputElement> = inputProps;
  const listId = hasList ? props['aria-controls'] : undefined;
  return {
    ...props,
    role: 'combobox',
    'aria-expanded': Boolean(listId),
    'aria-controls': listId,
  };
}

function ChoiceLine({ choice: { value, title } }: { choice: Choice }) {
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      {title && title !== value && <strong>{title} </strong>}
      {value}
    </span>
  );
}

function Remark({ known, failure }: Listed) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const words = () => {
    if (failure) {
      return t('choices.failed', { detail: failure });
    }
    if (known?.fault) {
      return t('choices.failed', { detail: known.fault.hint });
    }
    if (known?.choices.length === 0) {
      return t('choices.none');
    }
    return known?.more ? t('choices.more') : undefined;
  };
  const said = words();
  return said ? <HelperText>{said}</HelperText> : null;
}

function HelperText({ children }: { children: ReactNode }) {
  return (
    <Typography variant="body2" color="textSecondary">
      {children}
    </Typography>
  );
}

interface Listed {
  known?: Choices;
  /** Why the portal did not answer. */
  failure?: string;
}

/** The account of the form; while it is typed, it is none yet. */
function accountOf({
  formContext,
  uiSchema,
}: ChoicePickerProps): string | undefined {
  const { accountIdField = 'accountId' } = uiSchema['ui:options'] ?? {};
  const accountId: unknown = formContext?.formData?.[accountIdField];
  return typeof accountId === 'string' && /^\d{12}$/.test(accountId)
    ? accountId
    : undefined;
}

/** Nothing is asked for before somebody opens the list. */
function useChoices(
  { uiSchema }: ChoicePickerProps,
  accountId: string | undefined,
  text: string,
  isOpen: boolean,
): Listed {
  const api = useApi(sessionManagerApiRef);
  const { kind = 'buckets' } = uiSchema['ui:options'] ?? {};
  const q = useDebouncedValue(text, PAUSE);
  const [listed, setListed] = useState<Listed>({});

  useEffect(() => {
    if (!isOpen || !accountId) {
      return undefined;
    }
    let current = true;
    const settle = (next: Listed) => current && setListed(next);
    api.getChoices(accountId, kind, q ? { q } : {}).then(
      known => settle({ known }),
      error => settle({ failure: toError(error).message }),
    );
    return () => {
      current = false;
    };
  }, [api, accountId, kind, q, isOpen]);

  return listed;
}
