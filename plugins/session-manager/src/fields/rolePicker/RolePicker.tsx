import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { EntityRoles } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { ErrorText } from '../../components/ErrorText';
import { PortalText } from '../../components/PortalText';
import {
  comboboxInputProps,
  useComboboxProps,
} from '../../components/combobox';
import { formSubject } from '../../hooks/formSubject';
import { SharedState, useSharedQuery } from '../../hooks/useSharedQuery';
import { nameWithId } from '../../translation/nameWithId';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { OfferedRole, offeredRoles } from './offeredRoles';
import { RolePickerProps } from './schema';

/**
 * A form field that offers the roles of the service in the form, as the
 * service's card shows them, and also accepts a name that is not listed.
 */
export function RolePicker(props: RolePickerProps) {
  const { schema, uiSchema, rawErrors, required, disabled } = props;
  const [isOpen, setOpen] = useState(false);
  const combobox = useComboboxProps();
  const { entityRef, accountId } = formSubject(props);
  const query = useRoles(entityRef);
  const roles = offeredRoles(
    query.known?.roles ?? [],
    uiSchema['ui:options']?.only,
  );
  const here = roles.filter(
    role => accountId === undefined || role.accountId === accountId,
  );
  const text = props.formData ?? '';
  const matching = here.filter(
    ({ roleName }) =>
      isWhole(here, text) ||
      roleName
        .toLocaleLowerCase('en-US')
        .includes(text.toLocaleLowerCase('en-US')),
  );
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      required={required}
      disabled={disabled}
    >
      <Autocomplete<OfferedRole | string, false, false, true>
        {...combobox}
        freeSolo
        id={props.idSchema?.$id}
        options={matching}
        filterOptions={options => options}
        getOptionLabel={nameOf}
        renderOption={option => <RoleLine role={option as OfferedRole} />}
        open={isOpen}
        onOpen={() => setOpen(true)}
        onClose={() => setOpen(false)}
        // Without it, the initial value would be cleared.
        value={text || null}
        getOptionSelected={option => nameOf(option) === text}
        inputValue={text}
        onInputChange={(_, value) => props.onChange(value || undefined)}
        disabled={disabled || props.readonly}
        renderInput={params => (
          <TextField
            {...params}
            inputProps={comboboxInputProps(
              params,
              isOpen && matching.length > 0,
            )}
            label={uiSchema['ui:title'] ?? schema.title ?? props.name}
            placeholder={uiSchema['ui:placeholder']}
            required={required}
            error={Boolean(rawErrors?.length)}
          />
        )}
      />
      <div aria-live="polite">
        <Remark
          query={query}
          isWithoutService={entityRef === undefined}
          here={here}
          elsewhere={roles.find(
            role => role.roleName === text && !isWhole(here, text),
          )}
        />
      </div>
    </ScaffolderField>
  );
}

function nameOf(option: OfferedRole | string): string {
  return typeof option === 'string' ? option : option.roleName;
}

function isWhole(roles: readonly OfferedRole[], text: string): boolean {
  return roles.some(({ roleName }) => roleName === text);
}

function RoleLine({ role }: { role: OfferedRole }) {
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      <strong>{role.roleName}</strong> {accountOf(role)}
    </span>
  );
}

function accountOf({ accountId, accountName }: OfferedRole): string {
  return nameWithId(accountId, accountName);
}

/** Why nothing is listed, or why the name does not fit the account. */
function Remark({
  query: { isLoading, known, problem },
  isWithoutService,
  here,
  elsewhere,
}: {
  query: SharedState<EntityRoles>;
  isWithoutService: boolean;
  here: readonly OfferedRole[];
  /** The role of this name in another account than that of the form. */
  elsewhere?: OfferedRole;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const words = () => {
    if (isWithoutService) {
      return t('rolePicker.noEntity');
    }
    if (problem) {
      return t('rolePicker.failed', {
        detail: <PortalText text={problem.detail} />,
      });
    }
    if (elsewhere) {
      return t('rolePicker.elsewhere', {
        name: elsewhere.roleName,
        account: accountOf(elsewhere),
      });
    }
    if (!known) {
      return isLoading ? t('rolePicker.loading') : undefined;
    }
    const [incomplete] = known.incomplete;
    if (incomplete) {
      return t('rolePicker.incomplete', {
        account: incomplete.accountName ?? incomplete.accountId,
        detail: <PortalText text={incomplete.fault.hint} />,
      });
    }
    return here.length === 0 ? t('rolePicker.none') : undefined;
  };
  const said = words();
  if (!said) {
    return null;
  }
  return elsewhere ? (
    <ErrorText>{said}</ErrorText>
  ) : (
    <Typography
      variant="body2"
      color="textSecondary"
      style={{ overflowWrap: 'anywhere' }}
    >
      {said}
    </Typography>
  );
}

function useRoles(entityRef: string | undefined): SharedState<EntityRoles> {
  const api = useApi(sessionManagerApiRef);
  return useSharedQuery(api, entityRef && `roles:${entityRef}`, () =>
    api.getEntityRoles(entityRef!),
  );
}
