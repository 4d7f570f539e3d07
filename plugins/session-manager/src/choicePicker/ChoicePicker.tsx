import { InputHTMLAttributes, useEffect, useState } from 'react';
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
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useSettled } from '../words/useSettled';
import { ChoicePickerProps } from './schema';

/** Milliseconds without a change after which the portal is asked. */
const PAUSE = 300;

/**
 * A field of a template's form: a bucket, a key or a log group, offered from
 * what the portal may list in the account, and free text all the same.
 */
export function ChoicePicker(props: ChoicePickerProps) {
  const { schema, uiSchema, rawErrors, required, disabled } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const text = props.formData ?? '';
  const { known, failure } = useChoices(props, text, isOpen);
  const choices = known?.choices ?? [];
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      required={required}
      disabled={disabled}
    >
      <Autocomplete<Choice | string, false, false, true>
        freeSolo
        id={props.idSchema?.$id}
        options={choices}
        // The portal chose those that fit.
        filterOptions={options => options}
        getOptionLabel={labelOf}
        renderOption={option => <ChoiceLine choice={option as Choice} />}
        loading={isOpen && !known && !failure}
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
            inputProps={{
              ...params.inputProps,
              // There is no list to name before it has a choice.
              'aria-controls': choices.length > 0 ? list(params) : undefined,
            }}
            label={uiSchema['ui:title'] ?? schema.title ?? props.name}
            placeholder={uiSchema['ui:placeholder']}
            required={required}
            error={Boolean(rawErrors?.length)}
          />
        )}
      />
      <div aria-live="polite">
        <Remark known={known} failure={failure} />
      </div>
    </ScaffolderField>
  );
}

function labelOf(option: Choice | string): string {
  return typeof option === 'string' ? option : option.value;
}

/** The id of the list that an `Autocomplete` has, where it is open. */
function list({ inputProps }: AutocompleteRenderInputParams) {
  return (inputProps as InputHTMLAttributes<HTMLInputElement>)['aria-controls'];
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
    return known?.more ? t('choices.more') : undefined;
  };
  const said = words();
  return said ? (
    <Typography variant="body2" color="textSecondary">
      {said}
    </Typography>
  ) : null;
}

interface Listed {
  known?: Choices;
  /** Why the portal did not answer. */
  failure?: string;
}

/** Nothing is asked for before somebody opens the list. */
function useChoices(
  { formContext, uiSchema }: ChoicePickerProps,
  text: string,
  isOpen: boolean,
): Listed {
  const api = useApi(sessionManagerApiRef);
  const { kind = 'buckets', accountIdField = 'accountId' } =
    uiSchema['ui:options'] ?? {};
  const accountId: unknown = formContext?.formData?.[accountIdField];
  const q = useSettled(text, PAUSE);
  const [listed, setListed] = useState<Listed>({});

  useEffect(() => {
    if (!isOpen || typeof accountId !== 'string' || !isAccount(accountId)) {
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

/** While it is typed, it is none yet. */
function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text);
}
