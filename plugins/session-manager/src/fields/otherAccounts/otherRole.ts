import {
  AccountInfo,
  PreferredField,
  preferredSpec,
  PreferredSpec,
  PreviewRequest,
  specLosses,
} from 'backstage-plugin-session-manager-common';
import { roleOfForm } from '../../components/role/roleForm';
import { FormFacts } from '../../hooks/formFacts';
import { FormData } from '../../hooks/formSubject';
import { accountName } from '../../translation/accountName';
import { listText } from '../../translation/listText';
import { Translate } from '../../translation/Translate';
import { lossText } from '../losses/lossText';
import { OtherAccount, OtherAccountsOptions } from './schema';

/**
 * The settings that a role has in every account. Its path and permissions
 * boundary are each account's own, and nothing is adopted in another account.
 */
const SHARED = [
  'entityRef',
  'roleName',
  'roleDescription',
  'target',
  'policyStyle',
  'policyType',
  'policyName',
  'policyDescription',
  'instanceProfileName',
  'roleTags',
  'policyTags',
];

/** The form of the same role in another account, before it is filled in. */
export function formIn(accountId: string, form: FormData): FormData {
  return {
    ...Object.fromEntries(
      SHARED.filter(field => form[field] !== undefined).map(field => [
        field,
        form[field],
      ]),
    ),
    accountId,
  };
}

/** The same role in another account. */
export interface OtherRole {
  /** The account with its settings, if they are known. */
  chosen?: OtherAccount;
  /** The role that the task would create; absent if it must not. */
  request?: PreviewRequest;
  /** Why this form cannot create the role, but a form of its own can. */
  obstacles: string[];
}

/**
 * Fills in the role of another account from the account's session preferences,
 * as a form of its own would.
 */
export function otherRole(
  account: AccountInfo,
  form: FormData,
  facts: FormFacts,
  { logs = true, t }: OtherAccountsOptions & { t: Translate },
): OtherRole {
  const { accountId } = account;
  const name = accountName(account);
  const preferred =
    facts.preferences && preferredSpec(facts.preferences, accountId);
  if (!preferred) {
    return { obstacles: [t('otherAccounts.unread', { account: name })] };
  }
  const unknown = unknownFields(preferred, logs, t);
  if (unknown.length > 0) {
    return { obstacles: unknown };
  }
  const { kmsKeyArn, s3, cloudWatchLogs } = preferred.spec;
  const settings = {
    ...(kmsKeyArn && { kmsKeyArn }),
    ...(logs && s3 && { s3 }),
    ...(logs && cloudWatchLogs && { cloudWatchLogs }),
  };
  const chosen = { accountId, account: name, ...settings };
  const role = roleOfForm(form, { hasLogs: false });
  if (!role) {
    return { chosen, obstacles: [] };
  }
  const request = { spec: { ...role.spec, ...settings } };
  const obstacles = existingRoleObstacles(account, request, facts, t);
  return { chosen, ...(obstacles.length === 0 && { request }), obstacles };
}

/** Whether two values of the field have the same settings, in any order. */
export function isSameAccount(one: OtherAccount, other: OtherAccount): boolean {
  return sortedJson(one) === sortedJson(other);
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

function unknownFields(
  { unknown }: PreferredSpec,
  hasLogs: boolean,
  t: Translate,
): string[] {
  return (Object.keys(unknown) as PreferredField[]).flatMap(path => {
    const why = unknown[path];
    return why && (hasLogs || path === 'kmsKeyArn')
      ? t('roleForm.unknownField', { field: t(`field.${path}`), ...why })
      : [];
  });
}

/** A role is never changed here without knowing what it would lose. */
function existingRoleObstacles(
  account: AccountInfo,
  { spec }: PreviewRequest,
  { role }: FormFacts,
  t: Translate,
): string[] {
  const name = spec.roleName;
  const where = accountName(account);
  if (!role || role.status === 'unknown') {
    return [t('roleForm.role.unknown', { name })];
  }
  if (role.status !== 'found') {
    return [];
  }
  if (!role.spec) {
    return role.isManaged
      ? [t('otherAccounts.unrecorded', { name, account: where })]
      : [];
  }
  const losses = specLosses(role.spec, spec, account);
  return losses.length > 0
    ? [
        t('otherAccounts.losses', {
          name,
          account: where,
          losses: listText(
            losses.map(loss => lossText(loss, t)),
            t,
          ),
        }),
      ]
    : [];
}
