import {
  AccountInfo,
  PreferredField,
  preferredSpec,
  PreferredSpec,
  ResolvedRoleSpec,
  RoleSpec,
  UnknownReason,
  roleFormData,
} from 'backstage-plugin-session-manager-common';
import { FormFacts } from '../../hooks/formFacts';
import { accountOf, FormData } from '../../hooks/formSubject';
import { proposedRoleName } from './templateForm';

/** Where a value that was filled in comes from. */
export type Origin = 'preferences' | 'role' | 'service' | 'default';

/** The value that a form fills in; undefined: none, which is known. */
export interface Proposal {
  value: unknown;
  origin: Origin;
}

/** By the name of the field. A field without one is not known. */
export type Proposals = Readonly<Record<string, Proposal>>;

/** The fields that follow from the session preferences, with their paths. */
const PREFERRED: ReadonlyArray<readonly [field: string, path: PreferredField]> =
  [
    ['bucket', 's3.bucket'],
    ['prefix', 's3.prefix'],
    ['bucketOwner', 's3.bucketOwner'],
    ['bucketKmsKeyArn', 's3.kmsKeyArn'],
    ['logGroup', 'cloudWatchLogs.logGroup'],
    ['kmsKeyArn', 'kmsKeyArn'],
  ];

const DEFAULTS: Readonly<Record<string, unknown>> = {
  roleDescription: undefined,
  policyDescription: undefined,
  target: 'ec2',
  policyStyle: 'documented',
  policyType: 'managed',
  policyName: undefined,
  instanceProfileName: undefined,
  path: undefined,
  permissionsBoundaryArn: undefined,
  roleTags: undefined,
  policyTags: undefined,
};

/** The fields that the form of an existing role fills in. */
export const ROLE_FIELDS: readonly string[] = [
  ...Object.keys(DEFAULTS),
  ...PREFERRED.map(([field]) => field),
  'logToS3',
  'logToCloudWatch',
];

/**
 * What a form fills in: the current settings of a role that exists, otherwise
 * what the session preferences of the account require.
 */
export function formProposals(form: FormData, facts: FormFacts): Proposals {
  const { role } = facts;
  const spec = role?.status === 'found' ? role.spec : undefined;
  return {
    ...nameProposal(form),
    ...(spec
      ? roleProposals(spec, accountIn(form, facts))
      : {
          ...allOf(DEFAULTS, 'default'),
          ...preferenceProposals(form, facts),
        }),
  };
}

/** What the session preferences alone would fill in. */
export function preferenceProposals(
  form: FormData,
  facts: FormFacts,
): Proposals {
  const preferred = preferredOf(form, facts);
  if (!preferred) {
    return {};
  }
  const { spec, logs, unknown } = preferred;
  const values = roleFormData({ roleName: '', ...spec });
  const known = PREFERRED.filter(([, path]) => !unknown[path]);
  return allOf(
    {
      ...Object.fromEntries(known.map(([field]) => [field, values[field]])),
      logToS3: logs.s3,
      logToCloudWatch: logs.cloudWatch,
    },
    'preferences',
  );
}

/** Why a field does not follow from the session preferences. */
export function unknownPreferences(
  form: FormData,
  facts: FormFacts,
): Readonly<Record<string, UnknownReason | undefined>> {
  const { unknown = {} } = preferredOf(form, facts) ?? {};
  return Object.fromEntries(
    PREFERRED.map(([field, path]) => [field, unknown[path]]),
  );
}

function preferredOf(
  form: FormData,
  { preferences }: FormFacts,
): PreferredSpec | undefined {
  const accountId = accountOf(form);
  return accountId && preferences
    ? preferredSpec(preferences, accountId)
    : undefined;
}

function nameProposal({ entityRef }: FormData): Proposals {
  return typeof entityRef === 'string' &&
    /^[^:/]+:[^:/]+\/[^:/]+$/.test(entityRef)
    ? { roleName: { value: proposedRoleName(entityRef), origin: 'service' } }
    : {};
}

function roleProposals(
  spec: ResolvedRoleSpec,
  account: AccountInfo | undefined,
): Proposals {
  const values = roleFormData(withoutDefaults(spec, account));
  return allOf(
    Object.fromEntries(ROLE_FIELDS.map(field => [field, values[field]])),
    'role',
  );
}

/** The account in the form, with the settings that it applies to every role. */
export function accountIn(
  form: FormData,
  { accounts }: FormFacts,
): AccountInfo | undefined {
  return accounts?.find(({ accountId }) => accountId === form.accountId);
}

/** Leaves to the defaults and the account what they set to the same value. */
function withoutDefaults(
  spec: ResolvedRoleSpec,
  account: Partial<AccountInfo> = {},
): RoleSpec {
  const unless = <T>(value: T, given: unknown) =>
    value === given ? undefined : value;
  return {
    ...spec,
    path: unless(spec.path, account.path ?? '/'),
    policyName: unless(
      spec.policyName,
      `${spec.roleName}-SessionManagerPermissions`,
    ),
    instanceProfileName: unless(spec.instanceProfileName, spec.roleName),
    permissionsBoundaryArn: unless(
      spec.permissionsBoundaryArn,
      account.permissionsBoundaryArn,
    ),
    roleTags: withoutTags(spec.roleTags, account.tags),
    policyTags: withoutTags(spec.policyTags, account.tags),
  };
}

function withoutTags(
  tags: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> | undefined {
  const own = Object.entries(tags).filter(([key]) => !(key in given));
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

function allOf(
  values: Readonly<Record<string, unknown>>,
  origin: Origin,
): Record<string, Proposal> {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { value, origin }]),
  );
}
