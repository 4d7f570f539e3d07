import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import {
  AccountSettings,
  ResolvedRoleSpec,
  RoleSpec,
  roleSpecSchema,
} from '../roleSpec/roleSpec';
import {
  autoApproveRule,
  isEverything,
  LimitedField,
  LIMITS,
  RuleFacts,
} from './autoApproveRule';
import { ApprovalRules, AutoApproveRule, rulesHash } from './ApprovalRules';
import { RequestContent } from './RequestContent';

const OWN = '111122223333';
const THEIRS = '444455556666';
const key = (name: string, owner = OWN) =>
  `arn:aws:kms:us-east-1:${owner}:key/${name}`;
const boundary = (name: string) => `arn:aws:iam::${OWN}:policy/${name}`;

const account: AccountSettings = {
  accountId: OWN,
  partition: 'aws',
  tags: { 'cost-center': '42' },
};
const content = (parts: Partial<RoleSpec> = {}, settings = account) => ({
  spec: resolveRoleSpec(
    { roleName: 'web', policyStyle: 'least-privilege', ...parts },
    settings,
  ),
  adopt: false,
  exclusive: false,
});
const plain: AutoApproveRule = {
  name: 'harmless',
  version: '3',
  policyStyle: 'least-privilege',
};
const rules = (...autoApprove: AutoApproveRule[]): ApprovalRules => ({
  approvers: ['group:default/security'],
  required: 1,
  autoApprove,
});
const fits = (
  parts: Partial<RoleSpec>,
  limits: Partial<AutoApproveRule>,
  facts: Partial<RuleFacts> = {},
) => {
  const rule = { ...plain, ...limits };
  const known = { account, bucketOwner: OWN, ...facts };
  const found = autoApproveRule(
    content(parts, known.account),
    rules(rule),
    known,
  );
  expect([rule, undefined]).toContain(found);
  return found === rule;
};

const s3 = { bucket: 'corp-logs' };
const theirs = { bucket: 'corp-logs', bucketOwner: THEIRS };
const logs = { logGroup: '/ssm/sessions' };

/** A spec that one field of a rule limits. */
interface Row {
  what: string;
  wanted: Partial<RoleSpec>;
  /** A limit that permits the spec, and one that does not. */
  enough: Partial<AutoApproveRule>;
  tooNarrow: Partial<AutoApproveRule>;
  /** Whether a rule without this limit permits the spec. Defaults to no. */
  allowedByDefault?: true;
  /** Other limits that the spec needs. */
  otherLimits?: Partial<AutoApproveRule>;
  facts?: Partial<RuleFacts>;
}

const anyBucket = { buckets: ['*'] };
const long = { account: { ...account, maxSessionDuration: 7200 } };

/** Each limit has rows; a new limit without rows is a compile error. */
const ROWS: Readonly<Record<LimitedField, readonly Row[]>> = {
  policyStyle: [
    {
      what: 'another style',
      wanted: { policyStyle: 'documented' },
      enough: { policyStyle: 'documented' },
      tooNarrow: { policyStyle: 'least-privilege' },
    },
  ],
  targets: [
    {
      what: 'nodes other than EC2 instances',
      wanted: { target: 'hybrid' },
      enough: { targets: ['ec2', 'hybrid'] },
      tooNarrow: { targets: ['ec2'] },
    },
    {
      what: 'EC2 instances if targets are listed',
      wanted: { target: 'ec2' },
      enough: { targets: ['ec2'] },
      tooNarrow: { targets: ['hybrid'] },
      allowedByDefault: true,
    },
  ],
  buckets: [
    {
      what: 'a bucket',
      wanted: { s3 },
      enough: { buckets: ['x', 'corp-*'] },
      tooNarrow: { buckets: ['xcorp-*'] },
    },
  ],
  bucketOwners: [
    {
      what: 'a bucket of another account',
      wanted: { s3: theirs },
      enough: { bucketOwners: ['777788889999', THEIRS] },
      tooNarrow: { bucketOwners: ['777788889999'] },
      otherLimits: anyBucket,
      facts: { bucketOwner: THEIRS },
    },
  ],
  prefixes: [
    {
      what: 'a folder of the bucket',
      wanted: { s3: { ...s3, prefix: 'teams/payments' } },
      enough: { prefixes: ['teams/*'] },
      tooNarrow: { prefixes: ['teams/orders'] },
      otherLimits: anyBucket,
    },
    {
      what: 'the entire bucket if folders are listed',
      wanted: { s3 },
      enough: { prefixes: ['*'] },
      tooNarrow: { prefixes: ['teams/*'] },
      allowedByDefault: true,
      otherLimits: anyBucket,
    },
  ],
  sessionKeys: [
    {
      what: 'a session key',
      wanted: { kmsKeyArn: key('a') },
      enough: { sessionKeys: [key('*')] },
      tooNarrow: { sessionKeys: [key('b')] },
    },
  ],
  bucketKeys: [
    {
      what: 'a bucket key',
      wanted: { s3: { ...s3, kmsKeyArn: key('a') } },
      enough: { bucketKeys: [key('a')] },
      tooNarrow: { bucketKeys: [key('b')] },
      otherLimits: anyBucket,
    },
    {
      what: 'any bucket key if keys are listed',
      wanted: { s3 },
      enough: { bucketKeys: [key('a'), '*'] },
      tooNarrow: { bucketKeys: [key('*')] },
      allowedByDefault: true,
      otherLimits: anyBucket,
    },
    {
      what: 'any bucket key if none is listed',
      wanted: { s3 },
      enough: { bucketKeys: ['*'] },
      tooNarrow: { bucketKeys: [] },
      allowedByDefault: true,
      otherLimits: anyBucket,
    },
  ],
  logGroups: [
    {
      what: 'a log group',
      wanted: { cloudWatchLogs: logs },
      enough: { logGroups: ['/ssm/*'] },
      tooNarrow: { logGroups: ['/app/*'] },
    },
    {
      what: 'any log group',
      wanted: { cloudWatchLogs: {} },
      enough: { logGroups: ['*'] },
      tooNarrow: { logGroups: ['/*'] },
    },
    {
      what: 'any log group if the patterns cover some names only',
      wanted: { cloudWatchLogs: {} },
      enough: { logGroups: ['**'] },
      tooNarrow: { logGroups: ['*-sessions'] },
    },
  ],
  logGroupKeys: [
    {
      what: 'a log group key',
      wanted: { cloudWatchLogs: { ...logs, kmsKeyArn: key('a') } },
      enough: { logGroupKeys: [key('*')] },
      tooNarrow: { logGroupKeys: [key('b')] },
      otherLimits: { logGroups: ['*'] },
    },
  ],
  tags: [
    {
      what: 'a tag of the role',
      wanted: { roleTags: { team: 'payments' } },
      enough: { tags: { team: ['pay*'] } },
      tooNarrow: { tags: { team: ['orders'], other: ['*'] } },
    },
    {
      what: 'a tag of the policy',
      wanted: { policyTags: { team: 'payments' } },
      enough: { tags: { team: ['payments'] } },
      tooNarrow: { tags: { other: ['payments'] } },
    },
  ],
  permissionsBoundaryArns: [
    {
      what: 'a boundary',
      wanted: { permissionsBoundaryArn: boundary('a') },
      enough: { permissionsBoundaryArns: [boundary('*')] },
      tooNarrow: { permissionsBoundaryArns: [boundary('b')] },
    },
    {
      what: 'no boundary if boundaries are listed',
      wanted: {},
      enough: { permissionsBoundaryArns: undefined },
      tooNarrow: { permissionsBoundaryArns: ['*'] },
      allowedByDefault: true,
    },
  ],
  paths: [
    {
      what: 'a path',
      wanted: { path: '/mine/' },
      enough: { paths: ['/mine/'] },
      tooNarrow: { paths: ['/'] },
    },
  ],
  maxSessionDuration: [
    {
      what: 'the account’s long sessions',
      wanted: {},
      enough: { maxSessionDuration: 7200 },
      tooNarrow: { maxSessionDuration: 7199 },
      allowedByDefault: true,
      facts: long,
    },
  ],
};
const rows = Object.values(ROWS).flat();

it('has a limit for each field with rows, and no other', () => {
  expect(Object.keys(LIMITS).sort()).toEqual(Object.keys(ROWS).sort());
});

/**
 * The limits for each field of a spec; `name` for fields that only name
 * something.
 */
const LIMITED_BY: Readonly<
  Record<keyof ResolvedRoleSpec, readonly LimitedField[] | 'name'>
> = {
  // Rules belong to an account.
  accountId: 'name',
  partition: 'name',
  roleName: 'name',
  roleDescription: 'name',
  policyName: 'name',
  policyDescription: 'name',
  // The same permissions, in a managed or an inline policy.
  policyType: 'name',
  instanceProfileName: 'name',
  entityRef: 'name',
  path: ['paths'],
  policyStyle: ['policyStyle'],
  kmsKeyArn: ['sessionKeys'],
  s3: ['buckets', 'bucketOwners', 'prefixes', 'bucketKeys'],
  cloudWatchLogs: ['logGroups', 'logGroupKeys'],
  target: ['targets'],
  permissionsBoundaryArn: ['permissionsBoundaryArns'],
  roleTags: ['tags'],
  policyTags: ['tags'],
  maxSessionDuration: ['maxSessionDuration'],
};

it('covers every field of a spec', () => {
  expect(Object.keys(LIMITED_BY).sort()).toEqual(
    [
      ...Object.keys(roleSpecSchema.shape),
      // From the account, not from the author of the spec.
      'partition',
      'maxSessionDuration',
    ].sort(),
  );
  const limits = Object.values(LIMITED_BY).flatMap(by =>
    by === 'name' ? [] : by,
  );
  expect([...new Set(limits)].sort()).toEqual(Object.keys(LIMITS).sort());
});

/** The options of a request that go beyond its spec. */
const GOES_FURTHER: Readonly<
  Record<Exclude<keyof RequestContent, 'spec'>, true>
> = { adopt: true, exclusive: true };

describe('autoApproveRule', () => {
  it('approves a spec of defaults with a rule without limits', () => {
    expect(fits({}, {})).toBe(true);
  });

  it.each(rows)(
    'approves $what if the limit permits it',
    ({ wanted, enough, otherLimits, facts }) => {
      expect(fits(wanted, { ...otherLimits, ...enough }, facts)).toBe(true);
    },
  );

  it.each(rows)(
    'does not approve $what if the limit does not permit it',
    ({ wanted, tooNarrow, otherLimits, facts }) => {
      expect(fits(wanted, { ...otherLimits, ...tooNarrow }, facts)).toBe(false);
    },
  );

  it.each(rows)(
    'does not approve $what without a limit, unless it is the default',
    ({ wanted, otherLimits, facts, allowedByDefault = false }) => {
      expect(fits(wanted, { ...otherLimits }, facts)).toBe(allowedByDefault);
    },
  );

  it('permits the account’s current session duration or the rule’s limit', () => {
    const request = content({}, long.account);
    const found = (rule: Partial<AutoApproveRule>) =>
      autoApproveRule(request, rules({ ...plain, ...rule }), { account });
    expect(found({})).toBeUndefined();
    expect(found({ maxSessionDuration: 7200 })).toBeDefined();
  });

  it('permits the current values of the account', () => {
    const given = {
      ...account,
      path: '/session-manager/',
      permissionsBoundaryArn: boundary('a'),
    };
    const request = content({}, given);
    expect(autoApproveRule(request, rules(plain), { account: given })).toBe(
      plain,
    );
    for (const changed of [
      { ...given, path: '/other/' },
      { ...given, permissionsBoundaryArn: boundary('b') },
      { ...given, tags: { 'cost-center': '1' } },
      { ...given, tags: {} },
    ]) {
      expect(
        autoApproveRule(request, rules(plain), { account: changed }),
      ).toBeUndefined();
    }
  });

  it.each(['constructor', 'toString', '__proto__'])(
    'does not permit the tag %s unless the rule names it',
    tag => {
      const roleTags = JSON.parse(`{"${tag}":"x"}`);
      expect(
        autoApproveRule(
          { ...content(), spec: { ...content().spec, roleTags } },
          rules({ ...plain, tags: {} }),
          { account },
        ),
      ).toBeUndefined();
    },
  );

  describe('for a bucket', () => {
    const buckets = ['corp-*'];

    it('uses the actual owner, not the one in the spec', () => {
      expect(fits({ s3 }, { buckets })).toBe(true);
      expect(fits({ s3 }, { buckets }, { bucketOwner: THEIRS })).toBe(false);
      expect(fits({ s3: theirs }, { buckets }, { bucketOwner: OWN })).toBe(
        false,
      );
    });

    it('does not approve if the owner is unknown', () => {
      const unknown = { bucketOwner: undefined };
      expect(fits({ s3 }, { buckets }, unknown)).toBe(false);
      expect(
        fits({ s3: theirs }, { buckets, bucketOwners: [THEIRS] }, unknown),
      ).toBe(false);
    });

    it('approves a bucket of a permitted account', () => {
      const facts = { bucketOwner: THEIRS };
      expect(
        fits({ s3: theirs }, { buckets, bucketOwners: [THEIRS] }, facts),
      ).toBe(true);
      expect(fits({ s3: theirs }, { buckets }, facts)).toBe(false);
      expect(
        fits(
          { s3: theirs },
          { buckets, bucketOwners: ['777788889999'] },
          facts,
        ),
      ).toBe(false);
      // The bucket must also match the owner in the spec.
      expect(fits({ s3 }, { buckets, bucketOwners: [THEIRS] }, facts)).toBe(
        false,
      );
    });
  });

  it.each(Object.keys(GOES_FURTHER))('never approves with %s', how => {
    expect(
      autoApproveRule({ ...content(), [how]: true }, rules(plain), { account }),
    ).toBeUndefined();
  });

  it('returns the first matching rule', () => {
    const wide = { ...plain, name: 'wide', buckets: ['*'] };
    const found = autoApproveRule(content({ s3 }), rules(plain, wide), {
      account,
      bucketOwner: OWN,
    });
    expect(found).toBe(wide);
  });

  it('rejects a stored rule without a policy style', () => {
    const { policyStyle, ...old } = plain;
    expect(
      autoApproveRule(content(), rules(old as AutoApproveRule), { account }),
    ).toBeUndefined();
  });

  it('rulesHash differs for different rules', () => {
    expect(rulesHash(rules(plain))).toBe(rulesHash(rules({ ...plain })));
    expect(rulesHash(rules(plain))).not.toBe(
      rulesHash(rules({ ...plain, version: '4' })),
    );
  });
});

it.each([
  ['*', true],
  ['**', true],
  ['', false],
  ['a*', false],
  ['?', false],
])('isEverything of %s is %s', (pattern, expected) => {
  expect(isEverything(pattern)).toBe(expected);
});
