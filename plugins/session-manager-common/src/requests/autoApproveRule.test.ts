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

/** What a role wants that one field of a rule limits. */
interface Row {
  what: string;
  wanted: Partial<RoleSpec>;
  /** The limit that lets it, and one that does not. */
  enough: Partial<AutoApproveRule>;
  tooNarrow: Partial<AutoApproveRule>;
  /** Whether a rule that says nothing of the field lets it. Absent: it does not. */
  silentLets?: true;
  /** What other limits have to let besides. */
  besides?: Partial<AutoApproveRule>;
  facts?: Partial<RuleFacts>;
}

const anyBucket = { buckets: ['*'] };
const long = { account: { ...account, maxSessionDuration: 7200 } };

/** Each field that limits something has rows, and a new one needs its own. */
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
      what: 'other machines than EC2',
      wanted: { target: 'hybrid' },
      enough: { targets: ['ec2', 'hybrid'] },
      tooNarrow: { targets: ['ec2'] },
    },
    {
      what: 'EC2 instances where targets are listed',
      wanted: { target: 'ec2' },
      enough: { targets: ['ec2'] },
      tooNarrow: { targets: ['hybrid'] },
      silentLets: true,
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
      besides: anyBucket,
      facts: { bucketOwner: THEIRS },
    },
  ],
  prefixes: [
    {
      what: 'a folder of the bucket',
      wanted: { s3: { ...s3, prefix: 'teams/payments' } },
      enough: { prefixes: ['teams/*'] },
      tooNarrow: { prefixes: ['teams/orders'] },
      besides: anyBucket,
    },
    {
      what: 'the whole bucket where folders are listed',
      wanted: { s3 },
      enough: { prefixes: ['*'] },
      tooNarrow: { prefixes: ['teams/*'] },
      silentLets: true,
      besides: anyBucket,
    },
  ],
  sessionKeys: [
    {
      what: 'a key of sessions',
      wanted: { kmsKeyArn: key('a') },
      enough: { sessionKeys: [key('*')] },
      tooNarrow: { sessionKeys: [key('b')] },
    },
  ],
  bucketKeys: [
    {
      what: 'a key of the bucket',
      wanted: { s3: { ...s3, kmsKeyArn: key('a') } },
      enough: { bucketKeys: [key('a')] },
      tooNarrow: { bucketKeys: [key('b')] },
      besides: anyBucket,
    },
    {
      what: 'any key with the bucket where keys are listed',
      wanted: { s3 },
      enough: { bucketKeys: [key('a'), '*'] },
      tooNarrow: { bucketKeys: [key('*')] },
      silentLets: true,
      besides: anyBucket,
    },
    {
      what: 'any key with the bucket where none is listed',
      wanted: { s3 },
      enough: { bucketKeys: ['*'] },
      tooNarrow: { bucketKeys: [] },
      silentLets: true,
      besides: anyBucket,
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
      what: 'any log group where a list names only some endings',
      wanted: { cloudWatchLogs: {} },
      enough: { logGroups: ['**'] },
      tooNarrow: { logGroups: ['*-sessions'] },
    },
  ],
  logGroupKeys: [
    {
      what: 'a key of the log group',
      wanted: { cloudWatchLogs: { ...logs, kmsKeyArn: key('a') } },
      enough: { logGroupKeys: [key('*')] },
      tooNarrow: { logGroupKeys: [key('b')] },
      besides: { logGroups: ['*'] },
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
      what: 'no boundary where boundaries are listed',
      wanted: {},
      enough: { permissionsBoundaryArns: undefined },
      tooNarrow: { permissionsBoundaryArns: ['*'] },
      silentLets: true,
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
      what: 'long sessions that the account gives',
      wanted: {},
      enough: { maxSessionDuration: 7200 },
      tooNarrow: { maxSessionDuration: 7199 },
      silentLets: true,
      facts: long,
    },
  ],
};
const rows = Object.values(ROWS).flat();

it('limits every field that has rows here, and no other', () => {
  expect(Object.keys(LIMITS).sort()).toEqual(Object.keys(ROWS).sort());
});

/** By what a rule limits each field of a spec; `name`: the field only names. */
const LIMITED_BY: Readonly<
  Record<keyof ResolvedRoleSpec, readonly LimitedField[] | 'name'>
> = {
  // Rules are an account's own.
  accountId: 'name',
  partition: 'name',
  roleName: 'name',
  roleDescription: 'name',
  policyName: 'name',
  policyDescription: 'name',
  // The same rights, in a policy of its own or in the role.
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

it('limits every field of a spec that does more than name it', () => {
  expect(Object.keys(LIMITED_BY).sort()).toEqual(
    [
      ...Object.keys(roleSpecSchema.shape),
      // Of the account, not of the spec's author.
      'partition',
      'maxSessionDuration',
    ].sort(),
  );
  const limits = Object.values(LIMITED_BY).flatMap(by =>
    by === 'name' ? [] : by,
  );
  expect([...new Set(limits)].sort()).toEqual(Object.keys(LIMITS).sort());
});

/** What is asked for besides the spec. */
const GOES_FURTHER: Readonly<
  Record<Exclude<keyof RequestContent, 'spec'>, true>
> = { adopt: true, exclusive: true };

describe('a rule that approves at once', () => {
  it('without limits fits a role of defaults', () => {
    expect(fits({}, {})).toBe(true);
  });

  it.each(rows)(
    'lets $what pass where it says so',
    ({ wanted, enough, besides, facts }) => {
      expect(fits(wanted, { ...besides, ...enough }, facts)).toBe(true);
    },
  );

  it.each(rows)(
    'leaves $what to people where it is limited',
    ({ wanted, tooNarrow, besides, facts }) => {
      expect(fits(wanted, { ...besides, ...tooNarrow }, facts)).toBe(false);
    },
  );

  it.each(rows)(
    'leaves $what to people where it says nothing of it, unless that is the default',
    ({ wanted, besides, facts, silentLets = false }) => {
      expect(fits(wanted, { ...besides }, facts)).toBe(silentLets);
    },
  );

  it('takes the longest session that the account gives now, or that it says', () => {
    const asked = content({}, long.account);
    const found = (rule: Partial<AutoApproveRule>) =>
      autoApproveRule(asked, rules({ ...plain, ...rule }), { account });
    expect(found({})).toBeUndefined();
    expect(found({ maxSessionDuration: 7200 })).toBeDefined();
  });

  it('takes what the account gives, as it gives it now', () => {
    const given = {
      ...account,
      path: '/session-manager/',
      permissionsBoundaryArn: boundary('a'),
    };
    const asked = content({}, given);
    expect(autoApproveRule(asked, rules(plain), { account: given })).toBe(
      plain,
    );
    for (const changed of [
      { ...given, path: '/other/' },
      { ...given, permissionsBoundaryArn: boundary('b') },
      { ...given, tags: { 'cost-center': '1' } },
      { ...given, tags: {} },
    ]) {
      expect(
        autoApproveRule(asked, rules(plain), { account: changed }),
      ).toBeUndefined();
    }
  });

  it.each(['constructor', 'toString', '__proto__'])(
    'lists no tag %s that it does not name',
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

  describe('about a bucket', () => {
    const buckets = ['corp-*'];

    it('goes by who owns it, not by who is said to', () => {
      expect(fits({ s3 }, { buckets })).toBe(true);
      expect(fits({ s3 }, { buckets }, { bucketOwner: THEIRS })).toBe(false);
      expect(fits({ s3: theirs }, { buckets }, { bucketOwner: OWN })).toBe(
        false,
      );
    });

    it('does not fit where nobody knows the owner', () => {
      const unknown = { bucketOwner: undefined };
      expect(fits({ s3 }, { buckets }, unknown)).toBe(false);
      expect(
        fits({ s3: theirs }, { buckets, bucketOwners: [THEIRS] }, unknown),
      ).toBe(false);
    });

    it('of another account fits where that account is listed', () => {
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
      // The requester's word is not enough the other way round either.
      expect(fits({ s3 }, { buckets, bucketOwners: [THEIRS] }, facts)).toBe(
        false,
      );
    });
  });

  it.each(Object.keys(GOES_FURTHER))('never fits %s', how => {
    expect(
      autoApproveRule({ ...content(), [how]: true }, rules(plain), { account }),
    ).toBeUndefined();
  });

  it('is the first that fits', () => {
    const wide = { ...plain, name: 'wide', buckets: ['*'] };
    const found = autoApproveRule(content({ s3 }), rules(plain, wide), {
      account,
      bucketOwner: OWN,
    });
    expect(found).toBe(wide);
  });

  it('that was written before styles had to be given fits nothing', () => {
    const { policyStyle, ...old } = plain;
    expect(
      autoApproveRule(content(), rules(old as AutoApproveRule), { account }),
    ).toBeUndefined();
  });

  it('is known by its hash', () => {
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
])('%s has everything: %s', (pattern, expected) => {
  expect(isEverything(pattern)).toBe(expected);
});
