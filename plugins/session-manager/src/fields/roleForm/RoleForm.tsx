import { RecordedRole } from 'backstage-plugin-session-manager-common';
import { ComponentType, useEffect, useMemo, useRef } from 'react';
import {
  fillIn,
  Filled,
  initiallyFilled,
  withCleared,
} from '../../components/role/fillIn';
import {
  formProposals,
  preferenceProposals,
  ROLE_FIELDS,
} from '../../components/role/formProposals';
import {
  useAccountsQuery,
  usePreferencesQuery,
  useRoleQuery,
} from '../../hooks/formFacts';
import { FormData } from '../../hooks/formSubject';
import { SharedState } from '../../hooks/useSharedQuery';
import { RoleFormContext, RoleFormState } from './RoleFormContext';
import { RoleFormLayout } from './RoleFormLayout';
import { RoleFormProps } from './schema';

const FIELDS = ['roleName', ...ROLE_FIELDS];

/**
 * A page of a template that fills itself in: from the current settings of the
 * role if it exists, otherwise from the session preferences of the account. It
 * contains the fields of the page's schema.
 */
export function RoleForm(props: RoleFormProps) {
  const { onChange, registry, uiSchema } = props;
  const form = (props.formData ?? {}) as FormData;
  const state = useRoleForm(form, changes => onChange({ ...form, ...changes }));
  const properties = propertiesOf(props.schema);
  const fields = FIELDS.filter(field => field in properties);
  useFilledIn(props, state, fields);
  const layout = useMemo(
    () => ({
      ...uiSchema,
      'ui:field': undefined,
      'ui:ObjectFieldTemplate':
        RoleFormLayout as unknown as RoleFormProps['uiSchema']['ui:ObjectFieldTemplate'],
    }),
    [uiSchema],
  );
  const Fields = registry.fields.ObjectField as ComponentType<RoleFormProps>;
  return (
    <RoleFormContext.Provider value={state}>
      <Fields
        {...props}
        uiSchema={layout}
        onChange={next => onChange(withCleared(form, next ?? {}, fields))}
      />
    </RoleFormContext.Provider>
  );
}

function useRoleForm(
  form: FormData,
  change: RoleFormState['change'],
): RoleFormState {
  const accounts = useAccountsQuery();
  const preferences = usePreferencesQuery(form);
  const role = useRoleQuery(form);
  const lastRole = useLastRole(form, role);
  const facts = {
    accounts: accounts.known,
    preferences: preferences.known,
    role: role.known,
  };
  return {
    form,
    facts,
    proposals: formProposals(form, { ...facts, role: lastRole }),
    preferred: preferenceProposals(form, facts),
    preferences,
    isRoleLoading: role.isLoading,
    change,
  };
}

/**
 * While a name is typed, the settings of the last one stay, so that nothing
 * jumps. Those of another account never do.
 */
function useLastRole(
  { accountId }: FormData,
  { known, isLoading }: SharedState<RecordedRole>,
): RecordedRole | undefined {
  const last = useRef<{ accountId: unknown; role?: RecordedRole }>();
  if (!isLoading) {
    last.current = { accountId, role: known };
  }
  return last.current?.accountId === accountId ? last.current?.role : undefined;
}

/** Fills in one set of values at a time, and remembers which they were. */
function useFilledIn(
  { formData, formContext, schema, onChange }: RoleFormProps,
  { form, proposals }: RoleFormState,
  fields: string[],
) {
  const given = (formContext?.formData ?? {}) as FormData;
  const filled = useRef<Filled>();
  const isWhole = useRef(isWholeRole(given));
  filled.current ??= initiallyFilled(form, given);

  useEffect(() => {
    const properties = propertiesOf(schema);
    if (isWhole.current) {
      isWhole.current = false;
      onChange({ ...formData, ...emptyUnlessGiven(properties, given) });
      return;
    }
    const result = fillIn(form, proposals, {
      fields,
      filled: filled.current ?? {},
      defaults: defaultsOf(properties),
    });
    filled.current = result.filled;
    if (Object.keys(result.changes).length > 0) {
      onChange({ ...formData, ...result.changes });
    }
  });
}

/**
 * Whether a link gives the whole role, as that of a repair does, so that nothing
 * is added to it. When the form is shown again, it has its confirmations.
 */
function isWholeRole(given: FormData): boolean {
  return (
    given.logToS3 !== undefined &&
    given.logToCloudWatch !== undefined &&
    given.losses === undefined
  );
}

type Properties = Record<string, { default?: unknown; type?: unknown }>;

function propertiesOf({ properties = {} }: RoleFormProps['schema']) {
  return properties as Properties;
}

function emptyUnlessGiven(properties: Properties, given: FormData): FormData {
  const absent = ROLE_FIELDS.filter(
    field =>
      properties[field]?.default === undefined &&
      field in properties &&
      given[field] === undefined,
  );
  return Object.fromEntries(
    absent.map(field => [field, properties[field].type === 'object' ? {} : '']),
  );
}

function defaultsOf(properties: Properties): FormData {
  return Object.fromEntries(
    Object.entries(properties).map(([field, property]) => [
      field,
      property.default,
    ]),
  );
}
