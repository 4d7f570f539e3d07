import { InputError } from '@backstage/errors';
import { parseArn } from '../aws/arn';
import { isRegionOf, partitionFacts } from '../aws/partition';
import { ownValue } from '../json/ownValue';
import { allowsName } from './allowsName';
import { LIMITED_NAMES } from './limitedNames';
import { policyTags, roleTags } from './ownershipTags';
import {
  AccountSettings,
  ResolvedRoleSpec,
  RoleSpec,
  roleSpecSchema,
} from './roleSpec';

type Tags = Readonly<Record<string, string>>;

/** A violated rule: the field, and the message. */
type Fault = [field: string, message: string];

/**
 * Validates a role spec and applies all defaults, from the spec itself and from
 * the account. Throws an `InputError` that names every invalid field.
 *
 * @public
 */
export function resolveRoleSpec(
  input: unknown,
  account: AccountSettings,
): ResolvedRoleSpec {
  const spec = parseRoleSpec(input);
  refuse(accountFaults(spec, account));
  const resolved = withDefaults(spec, account);
  refuse([...limitFaults(resolved)]);
  return resolved;
}

/**
 * Validates the fields of a role spec. Throws an `InputError` that names every
 * invalid field.
 *
 * @public
 */
export function parseRoleSpec(input: unknown): RoleSpec {
  refuse(lostTags(input));
  const parsed = roleSpecSchema.safeParse(input);
  if (!parsed.success) {
    refuse(
      parsed.error.issues.flatMap((issue): Fault[] =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map(key => [
              [...issue.path, key].join('.'),
              'is not a field of a role spec',
            ])
          : [[issue.path.join('.') || 'role spec', issue.message]],
      ),
    );
    throw parsed.error;
  }
  return parsed.data;
}

/** Zod would silently drop tags with these keys. */
function lostTags(input: unknown): Fault[] {
  const fields = Object(input) as Readonly<Record<string, unknown>>;
  return ['roleTags', 'policyTags'].flatMap((field): Fault[] =>
    Object.hasOwn(Object(fields[field]), '__proto__')
      ? [[`${field}.__proto__`, 'cannot be the key of a tag']]
      : [],
  );
}

/**
 * Rejects a spec with names that an account does not allow, such as the account
 * that owns the bucket. Throws an `InputError` that names every invalid field.
 *
 * @public
 */
export function refuseUnallowed(
  spec: RoleSpec,
  account: AccountSettings,
): void {
  refuse(allowFaults(spec, account));
}

function withDefaults(
  spec: RoleSpec,
  account: AccountSettings,
): ResolvedRoleSpec {
  const target = spec.target ?? 'ec2';
  return {
    ...spec,
    partition: account.partition,
    accountId: account.accountId,
    roleDescription: unlessBlank(spec.roleDescription),
    path: spec.path ?? account.path ?? '/',
    policyName: spec.policyName ?? `${spec.roleName}-SessionManagerPermissions`,
    policyDescription: unlessBlank(spec.policyDescription),
    policyType: spec.policyType ?? 'managed',
    policyStyle: spec.policyStyle ?? 'documented',
    target,
    instanceProfileName:
      target === 'ec2'
        ? (spec.instanceProfileName ?? spec.roleName)
        : undefined,
    permissionsBoundaryArn:
      spec.permissionsBoundaryArn ?? account.permissionsBoundaryArn,
    maxSessionDuration: account.maxSessionDuration ?? 3600,
    roleTags: withGiven(spec.roleTags, account.tags),
    policyTags: withGiven(spec.policyTags, account.tags),
    entityRef: spec.entityRef?.toLocaleLowerCase('en-US'),
  };
}

/** Merges tags; those of the account take precedence. */
function withGiven(
  wanted: Tags = {},
  given: Tags = {},
): Record<string, string> {
  const others = Object.entries(wanted).filter(
    ([key]) => keyIn(given, key) === undefined,
  );
  return { ...Object.fromEntries(others), ...given };
}

/** The key in the notation of the tags. IAM tag keys are case-insensitive. */
function keyIn(tags: Tags, key: string): string | undefined {
  return Object.keys(tags).find(
    other => other.toLowerCase() === key.toLowerCase(),
  );
}

/** IAM accepts blank text, but the SDK reads it as empty. */
function unlessBlank(text: string | undefined): string | undefined {
  return text?.trim() ? text : undefined;
}

function accountFaults(spec: RoleSpec, account: AccountSettings): Fault[] {
  partitionFacts(account.partition);
  return [
    ...identityFaults(spec, account),
    ...arnFaults(spec, account),
    ...givenFaults(spec, account),
    ...allowFaults(spec, account),
    ...targetFaults(spec),
  ];
}

function identityFaults(spec: RoleSpec, account: AccountSettings): Fault[] {
  return spec.accountId && spec.accountId !== account.accountId
    ? [
        [
          'accountId',
          `${spec.accountId} is not the account ${account.accountId}`,
        ],
      ]
    : [];
}

/**
 * ARNs must be in the role's partition, and in an account that may own them.
 */
function arnFaults(spec: RoleSpec, account: AccountSettings): Fault[] {
  const own = account.accountId;
  const owners: Array<[string, string | undefined, string[]]> = [
    ['kmsKeyArn', spec.kmsKeyArn, [own]],
    ['s3.kmsKeyArn', spec.s3?.kmsKeyArn, [own, spec.s3?.bucketOwner ?? own]],
    ['cloudWatchLogs.kmsKeyArn', spec.cloudWatchLogs?.kmsKeyArn, [own]],
    [
      'permissionsBoundaryArn',
      spec.permissionsBoundaryArn ?? account.permissionsBoundaryArn,
      [own, 'aws'],
    ],
  ];
  return owners.flatMap(([field, text, accounts]): Fault[] => {
    const arn = text === undefined ? undefined : parseArn(text);
    if (!arn) {
      return [];
    }
    if (arn.partition !== account.partition) {
      return [
        [
          field,
          `is in the partition ${arn.partition}, but account ${own} is in ${account.partition}`,
        ],
      ];
    }
    if (arn.region && !isRegionOf(arn.partition, arn.region)) {
      return [
        [
          field,
          `names the region ${arn.region}, which the partition ${arn.partition} does not have`,
        ],
      ];
    }
    return accounts.includes(arn.accountId)
      ? []
      : [
          [
            field,
            `belongs to account ${arn.accountId}, not to ${unique(accounts).join(' or ')}`,
          ],
        ];
  });
}

/** A spec cannot override the account's configuration. */
function givenFaults(spec: RoleSpec, account: AccountSettings): Fault[] {
  const given = (['path', 'permissionsBoundaryArn'] as const).flatMap(
    (field): Fault[] =>
      account[field] !== undefined &&
      spec[field] !== undefined &&
      spec[field] !== account[field]
        ? [[field, `is set to ${account[field]} for this account`]]
        : [],
  );
  const givenTags = account.tags ?? {};
  const tags = (['roleTags', 'policyTags'] as const).flatMap(field =>
    Object.entries(spec[field] ?? {}).flatMap(([key, wanted]): Fault[] => {
      const value = ownValue(givenTags, keyIn(givenTags, key) ?? key);
      return value === undefined || value === wanted
        ? []
        : [[`${field}.${key}`, `is set to "${value}" for this account`]];
    }),
  );
  return [...given, ...tags];
}

function allowFaults(
  spec: RoleSpec,
  { allow, name, accountId }: AccountSettings,
) {
  return LIMITED_NAMES.flatMap(([field, list, named]): Fault[] => {
    const value = named(spec);
    const patterns = allow?.[list];
    return value === undefined || !patterns || allowsName(patterns, value)
      ? []
      : [
          [
            field,
            `"${value}" is not among what account ${name ?? accountId} allows: ${patterns.join(', ') || 'nothing'}`,
          ],
        ];
  });
}

function targetFaults(spec: RoleSpec): Fault[] {
  return spec.target === 'hybrid' && spec.instanceProfileName !== undefined
    ? [['instanceProfileName', 'hybrid nodes have no instance profile']]
    : [];
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const MAX_TAGS = 50;

// CreateActivation accepts path and name of the role in one field, IamRole:
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateActivation.html
const MAX_HYBRID_ROLE = 64;

// Reserved for the tag with other instance profiles.
const KEPT_FREE = 1;

function* limitFaults(spec: ResolvedRoleSpec): Generator<Fault> {
  if (Object.keys(roleTags(spec)).length > MAX_TAGS - KEPT_FREE) {
    yield [
      'roleTags',
      `too many: with the portal’s own, IAM takes ${MAX_TAGS}`,
    ];
  }
  if (Object.keys(policyTags(spec)).length > MAX_TAGS) {
    yield [
      'policyTags',
      `too many: with the portal’s own, IAM takes ${MAX_TAGS}`,
    ];
  }
  const hybridRole = `${spec.path.slice(1)}${spec.roleName}`;
  if (spec.target === 'hybrid' && hybridRole.length > MAX_HYBRID_ROLE) {
    yield [
      'roleName',
      `has ${hybridRole.length} characters with its path, ${hybridRole}; Systems Manager takes ${MAX_HYBRID_ROLE} for a hybrid node`,
    ];
  }
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}

function refuse(faults: Fault[]): void {
  if (faults.length > 0) {
    throw new InputError(
      faults.map(([field, message]) => `${field}: ${message}`).join('; '),
    );
  }
}

/**
 * Returns the role spec that resolves to this one in an account with the same
 * settings.
 *
 * @public
 */
export function authoredSpec(resolved: ResolvedRoleSpec): RoleSpec {
  const { partition, maxSessionDuration, ...spec } = resolved;
  return spec;
}
