import { useApi } from '@backstage/core-plugin-api';
import {
  AccountInfo,
  AccountPreferences,
  RecordedRole,
} from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { accountOf, FormData, formText } from './formSubject';
import { sharedQuery, SharedState, useSharedQuery } from './useSharedQuery';
import { useDebouncedValue } from './useDebouncedValue';

/** What is known about the account and the role of a form. */
export interface FormFacts {
  accounts?: readonly AccountInfo[];
  preferences?: AccountPreferences;
  role?: RecordedRole;
}

/** Milliseconds without a change of the role name before it is looked up. */
const PAUSE = 400;

/** Loads the accounts once for all fields. */
export function loadAccounts(
  api: SessionManagerApi,
): Promise<readonly AccountInfo[]> {
  return sharedQuery(api, 'accounts', () => api.getAccounts());
}

/** The configured accounts, loaded once for all fields. */
export function useAccountsQuery(): SharedState<readonly AccountInfo[]> {
  const api = useApi(sessionManagerApiRef);
  return useSharedQuery(api, 'accounts', () => api.getAccounts());
}

/** The session preferences of the form's account and region. */
export function usePreferencesQuery(form: FormData) {
  const api = useApi(sessionManagerApiRef);
  const question = preferencesQuestion(form);
  return useSharedQuery<AccountPreferences>(api, question?.key, again =>
    question!.load(api, again),
  );
}

/** The role that already has the name in the form. */
export function useRoleQuery(form: FormData) {
  const api = useApi(sessionManagerApiRef);
  const question = roleQuestion(form);
  const key = useDebouncedValue(question?.key, PAUSE);
  const query = useSharedQuery<RecordedRole>(
    api,
    key === question?.key ? key : undefined,
    () => question!.load(api),
  );
  return {
    ...query,
    isLoading: query.isLoading || key !== question?.key,
  };
}

/** Loads everything about a form, as its fields do. */
export async function loadFormFacts(
  api: SessionManagerApi,
  form: FormData,
): Promise<FormFacts> {
  const preferences = preferencesQuestion(form);
  const role = roleQuestion(form);
  const orUndefined = <T>(answer: Promise<T> | undefined) =>
    answer?.catch(() => undefined);
  const [accounts, ...rest] = await Promise.all([
    orUndefined(loadAccounts(api)),
    orUndefined(
      preferences &&
        sharedQuery(api, preferences.key, () => preferences.load(api)),
    ),
    orUndefined(role && sharedQuery(api, role.key, () => role.load(api))),
  ]);
  return { accounts, preferences: rest[0], role: rest[1] };
}

function preferencesQuestion(form: FormData) {
  const accountId = accountOf(form);
  const region = formText(form, 'region');
  return accountId === undefined
    ? undefined
    : {
        key: `preferences:${accountId}:${region ?? ''}`,
        load: (api: SessionManagerApi, refresh = false) =>
          api.getAccountPreferences(accountId, { region, refresh }),
      };
}

function roleQuestion(form: FormData) {
  const accountId = accountOf(form);
  const roleName = formText(form, 'roleName');
  const entityRef = formText(form, 'entityRef');
  return accountId && roleName && /^[\w+=,.@-]{1,64}$/.test(roleName)
    ? {
        key: `role:${accountId}:${roleName}:${entityRef ?? ''}`,
        load: (api: SessionManagerApi) =>
          api.getRecordedRole(accountId, roleName, { entityRef }),
      }
    : undefined;
}
