import { ReactNode, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { toError } from '@backstage/errors';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Choice, Choices } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import {
  comboboxInputProps,
  useComboboxProps,
} from '../../components/combobox';
import { accountOf } from '../../hooks/formSubject';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { useDebouncedValue } from '../../hooks/useDebouncedValue';
import { ChoicePickerProps } from './schema';
import { PortalText } from '../../components/PortalText';

/** Milliseconds without a change before the portal is called. */
const PAUSE = 300;

/**
 * A form field that offers the buckets, keys or log groups that the portal may
 * list in the account, and also accepts free text.
 */
export function ChoicePicker(props: ChoicePickerProps) {
  const { schema, uiSchema, rawErrors, required, disabled } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const combobox = useComboboxProps();
  const text = props.formData ?? '';
  const accountId = accountOf(
    props.formContext?.formData ?? {},
    uiSchema['ui:options']?.accountIdField,
  );
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
        {...combobox}
        freeSolo
        id={props.idSchema?.$id}
        options={[...choices]}
        // The portal returns only matching choices.
        filterOptions={options => options}
        getOptionLabel={labelOf}
        renderOption={option => <ChoiceLine choice={option as Choice} />}
        loading={Boolean(isOpen && accountId && !known && !failure)}
        loadingText={t('choices.loading')}
        open={isOpen}
        onOpen={() => setOpen(true)}
        onClose={() => setOpen(false)}
        // Without it, the initial value would be cleared.
        value={text || null}
        getOptionSelected={option => labelOf(option) === text}
        inputValue={text}
        onInputChange={(_, value) => props.onChange(value || undefined)}
        disabled={disabled || props.readonly}
        renderInput={params => (
          <TextField
            {...params}
            inputProps={comboboxInputProps(params, choices.length > 0)}
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
      return t('choices.failed', {
        detail: <PortalText text={failure} />,
      });
    }
    if (known?.fault) {
      return t('choices.failed', {
        detail: <PortalText text={known.fault.hint} />,
      });
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
  /** Why the choices could not be loaded. */
  failure?: string;
}

/** Loads the choices when the list is opened. */
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
