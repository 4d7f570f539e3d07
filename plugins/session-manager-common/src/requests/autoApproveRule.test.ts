import { resolveRoleSpec } from '../spec/resolveRoleSpec';
import { AccountSettings, RoleSpec } from '../spec/roleSpec';
import { autoApproveRule, isEverything, RuleFacts } from './autoApproveRule';
import { ApprovalRules, AutoApproveRule, rulesHash } from './ApprovalRules';

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

/** What a role wants, the limit that lets it, and one that does not. */
const LIMITS: Array<
  [
    what: string,
    wanted: Partial<RoleSpec>,
    enough: Partial<AutoApproveRule>,
    tooNarrow: Partial<AutoApproveRule>,
  ]
> = [
  [
    'another style',
    { policyStyle: 'documented' },
    { policyStyle: 'documented' },
    { policyStyle: 'least-privilege' },
  ],
  [
    'other machines than EC2',
    { target: 'hybrid' },
    { targets: ['ec2', 'hybrid'] },
    { targets: ['ec2'] },
  ],
  ['a bucket', { s3 }, { buckets: ['x', 'corp-*'] }, { buckets: ['xcorp-*'] }],
  [
    'a folder of the bucket',
    { s3: { ...s3, prefix: 'teams/payments' } },
    { buckets: ['*'], prefixes: ['teams/*'] },
    { buckets: ['*'], prefixes: ['teams/orders'] },
  ],
  [
    'the whole bucket where folders are listed',
    { s3 },
    { buckets: ['*'], prefixes: ['*'] },
    { buckets: ['*'], prefixes: ['teams/*'] },
  ],
  [
    'a key of sessions',
    { kmsKeyArn: key('a') },
    { sessionKeys: [key('*')] },
    { sessionKeys: [key('b')] },
  ],
  [
    'a key of the bucket',
    { s3: { ...s3, kmsKeyArn: key('a') } },
    { buckets: ['*'], bucketKeys: [key('a')] },
    { buckets: ['*'], bucketKeys: [key('b')] },
  ],
  [
    'any key with the bucket where keys are listed',
    { s3 },
    { buckets: ['*'], bucketKeys: ['*'] },
    { buckets: ['*'], bucketKeys: [key('*')] },
  ],
  [
    'a log group',
    { cloudWatchLogs: logs },
    { logGroups: ['/ssm/*'] },
    { logGroups: ['/app/*'] },
  ],
  [
    'any log group',
    { cloudWatchLogs: {} },
    { logGroups: ['*'] },
    { logGroups: ['/*'] },
  ],
  [
    'any log group where a list names only some endings',
    { cloudWatchLogs: {} },
    { logGroups: ['**'] },
    { logGroups: ['*-sessions'] },
  ],
  [
    'a key of the log group',
    { cloudWatchLogs: { ...logs, kmsKeyArn: key('a') } },
    { logGroups: ['*'], logGroupKeys: [key('*')] },
    { logGroups: ['*'], logGroupKeys: [key('b')] },
  ],
  [
    'a tag of the role',
    { roleTags: { team: 'payments' } },
    { tags: { team: ['pay*'] } },
    { tags: { team: ['orders'], other: ['*'] } },
  ],
  [
    'a tag of the policy',
    { policyTags: { team: 'payments' } },
    { tags: { team: ['payments'] } },
    { tags: { other: ['payments'] } },
  ],
  [
    'a boundary',
    { permissionsBoundaryArn: boundary('a') },
    { permissionsBoundaryArns: [boundary('*')] },
    { permissionsBoundaryArns: [boundary('b')] },
  ],
  [
    'no boundary where boundaries are listed',
    {},
    {},
    { permissionsBoundaryArns: ['*'] },
  ],
  ['a path', { path: '/mine/' }, { paths: ['/mine/'] }, { paths: ['/'] }],
];

describe('a rule that approves at once', () => {
  it('without limits fits a role of defaults', () => {
    expect(fits({}, {})).toBe(true);
  });

  it.each(LIMITS)('lets %s pass where it says so', (_, wanted, enough) => {
    expect(fits(wanted, enough)).toBe(true);
  });

  it.each(LIMITS)(
    'does not let %s pass where it is limited',
    (_, wanted, __, tooNarrow) => {
      expect(fits(wanted, tooNarrow)).toBe(false);
    },
  );

  it.each(LIMITS.filter(([what]) => !/^(?:no|the whole|any key)/.test(what)))(
    'does not let %s pass where it says nothing of it',
    (_, wanted) => {
      const { s3: bucket, cloudWatchLogs } = wanted;
      // What is needed besides, so that only the one limit is missing.
      const besides = {
        ...(bucket && (bucket.prefix || bucket.kmsKeyArn)
          ? { buckets: ['*'] }
          : {}),
        ...(cloudWatchLogs?.kmsKeyArn ? { logGroups: ['*'] } : {}),
      };
      expect(fits(wanted, besides)).toBe(false);
    },
  );

  it('takes the longest session of the account, and no longer one', () => {
    const long = { ...account, maxSessionDuration: 7200 };
    const asked = content({}, long);
    const found = (rule: Partial<AutoApproveRule>, settings: AccountSettings) =>
      autoApproveRule(asked, rules({ ...plain, ...rule }), {
        account: settings,
      });
    expect(found({}, long)).toBeDefined();
    expect(found({}, account)).toBeUndefined();
    expect(found({ maxSessionDuration: 7200 }, account)).toBeDefined();
    expect(found({ maxSessionDuration: 3600 }, long)).toBeUndefined();
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

  it.each(['adopt', 'exclusive'] as const)('never fits %s', how => {
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
