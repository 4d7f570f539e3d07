import { PolicyStatement } from '../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  CORE,
  KEY,
  policy,
  session,
  trusting,
} from './__testUtils__/sessions';
import type { SessionRole } from './sessionRole';
import { causeOf } from './causes';
import { Fact, SessionFacts } from './facts';
import { predict } from './predict';
import { Problem } from './Readiness';

/* What one read of AWS settles, and what is said where nobody read it. */

const OTHER = '444455556666';
const unread: Fact<never> = {
  unknown: { reason: 'The portal may not read it.', settle: 'Allow the read.' },
};
const texts = (problems: Problem[]) =>
  problems.map(({ repair }) => (repair.kind === 'advice' ? repair.text : ''));

describe('the organization of the role’s account', () => {
  const ofOrganization = (
    Action: string[],
    Condition: PolicyStatement['Condition'] = {
      StringEquals: { 'aws:PrincipalOrgID': 'o-acme' },
    },
  ) =>
    policy({
      Effect: 'Allow',
      Principal: '*',
      Action,
      Resource: '*',
      Condition,
    });
  // As in AWS's recipe for a central bucket:
  // https://docs.aws.amazon.com/solutions/latest/landing-zone-accelerator-on-aws
  const central = (
    facts: Partial<SessionFacts>,
    condition?: PolicyStatement['Condition'],
  ) =>
    predict(
      session(
        {
          policies: [
            policy(
              CORE,
              allow(['s3:Put*', 's3:Get*']),
              allow('kms:GenerateDataKey'),
            ),
          ],
        },
        { s3BucketName: 'corp-logs', s3EncryptionEnabled: true },
        {
          bucket: {
            known: {
              exists: true,
              region: 'us-east-1',
              ownerAccountId: OTHER,
              encryption: 'aws:kms',
              kmsKeyArn: `arn:aws:kms:us-east-1:${OTHER}:key/logs`,
              policy: ofOrganization(['s3:*'], condition),
            },
          },
          bucketKeyPolicy: { known: ofOrganization(['kms:*'], condition) },
          ...facts,
        },
      ),
    );

  it('lets a role of it into a central bucket, and none of another', () => {
    expect(central({ organizationId: { known: 'o-acme' } })).toMatchObject({
      starts: 'yes',
      logged: { s3: 'yes' },
      problems: [],
    });
    for (const known of ['o-other', undefined]) {
      expect(central({ organizationId: { known } })).toMatchObject({
        starts: 'no',
        logged: { s3: null },
      });
    }
  });

  it.each([
    [
      {},
      'Look up the organization of the role’s account: organizations:DescribeOrganization tells its id to every account in it.',
    ],
    [{ organizationId: unread }, 'Allow the read.'],
  ])('is open where nobody read it: %j', (facts, text) => {
    const { starts, logged, problems } = central(facts);
    expect([starts, logged.s3]).toEqual(['unknown', 'unknown']);
    expect(new Set(texts(problems))).toEqual(new Set([text]));
  });

  it('does not tell where in it the account is, nor what else is asked', () => {
    const known = { organizationId: { known: 'o-acme' } };
    const paths = central(known, {
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-acme/*'] },
    });
    expect(paths.starts).toBe('unknown');
    expect(texts(paths.problems)[0]).toContain(
      'depends on aws:PrincipalOrgPaths',
    );
    const both = central(
      {},
      {
        StringEquals: {
          'aws:PrincipalOrgID': 'o-acme',
          'aws:SourceVpce': 'vpce-1',
        },
      },
    );
    expect(texts(both.problems)[0]).toMatch(
      /depends on aws:SourceVpce, which is unknown here.*DescribeOrganization/,
    );
    expect(
      central(
        { organizationId: { known: undefined } },
        { Null: { 'aws:PrincipalOrgPaths': 'true' } },
      ).starts,
    ).toBe('yes');
  });

  it('owns what its account owns, as far as AWS tells it', () => {
    const guarded = (operator: string, organizationId?: string) =>
      predict(
        session(
          {
            policies: [
              policy(CORE, {
                Effect: 'Deny',
                Action: '*',
                Resource: '*',
                Condition: { [operator]: { 'aws:ResourceOrgID': 'o-acme' } },
              }),
            ],
          },
          {},
          organizationId ? { organizationId: { known: organizationId } } : {},
        ),
      ).starts;
    // Without the key, the first denies.
    expect(guarded('StringNotEquals', 'o-acme')).toBe('unknown');
    expect(guarded('StringNotEqualsIfExists', 'o-acme')).toBe('unknown');
    expect(guarded('StringNotEquals', 'o-other')).toBe('no');
    expect(guarded('StringEquals', 'o-other')).toBe('yes');
    expect(guarded('StringEquals')).toBe('unknown');
  });
});

describe('the aliases of a key', () => {
  const byAlias = (action: string) =>
    allow(action, `arn:aws:kms:*:${ACCOUNT}:key/*`, {
      Condition: {
        'ForAnyValue:StringEquals': {
          'kms:ResourceAliases': 'alias/session-manager/data',
        },
      },
    });
  const ofSession = (facts: Partial<SessionFacts>) =>
    predict(
      session(
        { policies: [policy(CORE, byAlias('kms:Decrypt'))] },
        { kmsKeyId: KEY },
        facts,
      ),
    );
  const ofBucket = (facts: Partial<SessionFacts>) =>
    predict(
      session(
        {
          policies: [
            policy(CORE, allow('s3:*'), byAlias('kms:GenerateDataKey')),
          ],
        },
        { s3BucketName: 'corp-logs' },
        facts,
      ),
    );
  const named = { known: ['alias/old', 'alias/session-manager/data'] };

  it('let a role use it, or do not', () => {
    expect(ofSession({ sessionKeyAliases: named }).starts).toBe('yes');
    expect(ofBucket({ bucketKeyAliases: named }).logged.s3).toBe('yes');
    for (const known of [[], ['alias/old']]) {
      const ofKey = ofSession({ sessionKeyAliases: { known } });
      expect(ofKey.starts).toBe('no');
      expect(ofKey.problems[0]).toMatchObject({
        code: 'session-key-decrypt-denied',
        resource: KEY,
      });
      const bucket = ofBucket({ bucketKeyAliases: { known } });
      expect(bucket.logged.s3).toBe('no');
      expect(bucket.problems[0]).toMatchObject({
        code: 's3-key-generate-denied',
        resource: BUCKET_KEY,
      });
    }
  });

  it('are none of the request’s own, which has the name that is asked for', () => {
    const starting = (
      kmsKeyId: string,
      condition: PolicyStatement['Condition'],
    ) =>
      predict(
        session(
          {
            policies: [
              policy(CORE, allow('kms:Decrypt', KEY, { Condition: condition })),
            ],
          },
          { kmsKeyId },
          { sessionKeyArn: { known: KEY } },
        ),
      ).starts;
    const requesting = (alias: string) => ({
      StringEquals: { 'kms:RequestAlias': alias },
    });
    const byNone = { Null: { 'kms:RequestAlias': 'true' } };
    expect(starting('alias/session', requesting('alias/session'))).toBe('yes');
    expect(starting('alias/session', requesting('alias/other'))).toBe('no');
    expect(starting('alias/session', byNone)).toBe('no');
    expect(starting(KEY, byNone)).toBe('yes');
    expect(starting(KEY, requesting('alias/session'))).toBe('no');
  });

  it('are open where nobody read them, each of its own key', () => {
    const text = 'Look up the aliases of the key: kms:ListAliases tells them.';
    expect(ofSession({ bucketKeyAliases: named })).toMatchObject({
      starts: 'unknown',
      problems: [{ repair: { text } }],
    });
    expect(ofBucket({ sessionKeyAliases: named })).toMatchObject({
      logged: { s3: 'unknown' },
      problems: [{ repair: { text } }],
    });
    expect(ofSession({ sessionKeyAliases: unread })).toMatchObject({
      starts: 'unknown',
      problems: [{ repair: { text: 'Allow the read.' } }],
    });
  });
});

describe('whom aws:userid tells', () => {
  const only = (
    pattern: string,
    role: Partial<SessionRole> = {},
    target: SessionFacts['target'] = 'ec2',
  ) =>
    predict(
      session(
        {
          policies: [
            policy(allow('ssm:UpdateInstanceInformation'), {
              ...allow('ssmmessages:*'),
              Condition: { StringLike: { 'aws:userid': pattern } },
            }),
          ],
          ...role,
        },
        {},
        { target },
      ),
    );
  const known = { roleId: 'AROAEXAMPLE' };

  it.each([
    ['ec2', '*:i-*', {}, 'yes'],
    ['ec2', '*:mi-*', {}, 'no'],
    ['ec2', 'AROAEXAMPLE:*', {}, 'unknown'],
    ['ec2', 'AROAEXAMPLE:*', known, 'yes'],
    ['ec2', 'AROAOTHER:*', known, 'no'],
    ['ec2', 'AROAEXAMPLE:i-0a1b2c3d4e5f60718', known, 'unknown'],
    ['hybrid', 'AROAEXAMPLE:*', {}, 'unknown'],
    ['hybrid', 'AROAEXAMPLE:*', known, 'yes'],
    ['hybrid', 'AROAOTHER:*', known, 'no'],
    // AWS does not document what Systems Manager calls these sessions.
    ['hybrid', 'AROAEXAMPLE:mi-*', known, 'unknown'],
  ] as const)('on %s, by %s of a role with %j: %s', (...[kind, ...given]) => {
    const [pattern, role, starts] = given;
    expect(only(pattern, role, kind).starts).toBe(starts);
  });

  it('is the role’s caller as well where S3 calls for it', () => {
    const logged = (roleId?: string) =>
      predict(
        session(
          {
            roleId,
            policies: [
              policy(CORE, allow('s3:*'), {
                ...allow('kms:GenerateDataKey'),
                Condition: { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } },
              }),
            ],
          },
          { s3BucketName: 'corp-logs' },
        ),
      ).logged.s3;
    expect(logged('AROAEXAMPLE')).toBe('yes');
    expect(logged('AROAOTHER')).toBe('no');
    expect(logged()).toBe('unknown');
  });

  it('says that the id of the role is to be read, where only that is open', () => {
    expect(texts(only('AROAEXAMPLE:*').problems)).toContain(
      'Look up the unique id of the role: iam:GetRole tells it, once the role is there.',
    );
    expect(texts(only('AROAEXAMPLE:i-0a*', known).problems)[0]).toContain(
      'depends on aws:userid, which is unknown here',
    );
  });
});

describe('the tags of the role’s instances', () => {
  const instances = (
    ...tags: Array<Record<string, string>>
  ): Partial<SessionFacts> => ({
    taggedInstances: {
      known: tags.map((own, index) => ({
        instanceId: `i-${index + 1}`,
        tags: own,
      })),
    },
  });
  const registered = (
    Condition: PolicyStatement['Condition'],
    facts: Partial<SessionFacts>,
    role: Partial<SessionRole> = {},
  ) =>
    predict(
      session(
        {
          policies: [
            policy(allow('ssmmessages:*'), {
              ...allow('ssm:UpdateInstanceInformation'),
              Condition,
            }),
          ],
          ...role,
        },
        {},
        facts,
      ),
    );
  const ofPayments = (key: string) => ({ StringEquals: { [key]: 'payments' } });
  const PAYMENTS = { Team: 'payments', Name: 'pay-1' };

  it.each([
    ['aws:ResourceTag/Team', 'yes'],
    ['ssm:resourceTag/Team', 'yes'],
    ['SSM:ResourceTag/team', 'yes'],
    // The resource type of Systems Manager does not have it.
    ['ec2:ResourceTag/Team', 'unknown'],
    ['aws:ResourceTag/Owner', 'no'],
    ['ssm:resourceTag/Name', 'no'],
  ])('settle %s: %s', (key, online) => {
    const facts = instances(PAYMENTS, { ...PAYMENTS, Owner: 'ops' });
    expect(registered(ofPayments(key), facts).online).toBe(online);
  });

  it('settle a denial, and a tag that there is not', () => {
    const denied = (tags: Record<string, string>) =>
      registered({}, instances(tags), {
        policies: [
          policy(CORE, {
            Effect: 'Deny',
            Action: 'ssm:UpdateInstanceInformation',
            Resource: '*',
            Condition: { StringLike: { 'ssm:resourceTag/quarantine': '*' } },
          }),
        ],
      }).online;
    expect(denied(PAYMENTS)).toBe('yes');
    expect(denied({ ...PAYMENTS, quarantine: '' })).toBe('no');
  });

  it('name the instances that are refused, where others are not', () => {
    const { online, starts, problems } = registered(
      ofPayments('aws:ResourceTag/Team'),
      instances(PAYMENTS, { Team: 'shop' }, PAYMENTS, {}),
    );
    expect([online, starts]).toEqual(['unknown', 'unknown']);
    expect(problems).toMatchObject([
      {
        code: 'update-instance-information-denied',
        severity: 'unknown',
        decisive: [{ source: 'identity', policy: 0, index: 1 }],
      },
    ]);
    expect(texts(problems)).toEqual([
      'Whether ssm:UpdateInstanceInformation is allowed depends on the tags of the instance, and it is denied for i-2, i-4: tag these instances as the listed statements require, or change the condition.',
    ]);
    expect(causeOf(problems[0])).toEqual({
      id: 'depends-on-instance-tags',
      values: {
        action: 'ssm:UpdateInstanceInformation',
        instances: 'i-2, i-4',
      },
    });
  });

  it('name no more of them than can be read', () => {
    const textOf = (length: number) =>
      texts(
        registered(
          ofPayments('aws:ResourceTag/Team'),
          instances(PAYMENTS, ...Array.from({ length }, () => ({}))),
        ).problems,
      )[0];
    expect(textOf(5)).toContain('denied for i-2, i-3, i-4, i-5, i-6: tag');
    expect(textOf(7)).toContain(
      'denied for i-2, i-3, i-4, i-5, i-6, … (7): tag',
    );
  });

  it('are judged of each instance, not mixed', () => {
    const both = {
      StringEquals: {
        'aws:ResourceTag/Team': 'payments',
        'aws:ResourceTag/Stage': 'prod',
      },
    };
    const prod = { Team: 'payments', Stage: 'prod' };
    expect(
      registered(
        both,
        instances(
          { Team: 'payments', Stage: 'test' },
          { Team: 'shop', Stage: 'prod' },
        ),
      ).online,
    ).toBe('no');
    expect(registered(both, instances(prod, prod)).online).toBe('yes');
  });

  it('are open where two differ in case only, unless both fit', () => {
    const either = (...values: string[]) =>
      registered(
        { StringEquals: { 'aws:ResourceTag/Team': values } },
        instances({ Team: 'payments', team: 'shop' }),
      ).online;
    expect(either('payments', 'shop')).toBe('unknown');
    expect(either('payments')).toBe('unknown');
    expect(either('other')).toBe('no');
  });

  it('are told as they are: a star in one is no wildcard', () => {
    const is = (value: string) =>
      registered(
        { StringEquals: { 'aws:ResourceTag/Team': value } },
        instances({ Team: 'pay*' }),
      ).online;
    expect(is('payments')).toBe('no');
    expect(is('pay*')).toBe('yes');
  });

  it('leave open what else is asked', () => {
    const { online, problems } = registered(
      {
        StringEquals: {
          'aws:ResourceTag/Team': 'payments',
          'aws:SourceVpce': 'vpce-1',
        },
      },
      instances(PAYMENTS, PAYMENTS),
    );
    expect(online).toBe('unknown');
    expect(texts(problems)[0]).toMatch(/depends on aws:SourceVpce, which/);
  });

  it.each([
    [
      {},
      'Look up the tags of the instances that use the role: ec2:DescribeInstances tells them.',
    ],
    [{ taggedInstances: unread }, 'Allow the read.'],
  ])('are open where nobody read them: %j', (facts, text) => {
    const { online, problems } = registered(
      ofPayments('ssm:resourceTag/Team'),
      facts,
    );
    expect(online).toBe('unknown');
    expect(texts(problems)).toEqual([text]);
  });

  it('are open where there are none', () => {
    expect(
      registered(ofPayments('ssm:resourceTag/Team'), instances()).online,
    ).toBe('unknown');
  });

  it('do not tell of other resources', () => {
    const { starts } = registered({}, instances(PAYMENTS), {
      policies: [
        policy(allow('ssm:*'), {
          ...allow('ssmmessages:*'),
          Condition: ofPayments('aws:ResourceTag/Team'),
        }),
      ],
    });
    expect(starts).toBe('unknown');
  });

  it('are not of hybrid nodes, which are not stopped by it', () => {
    const { online, problems } = registered(
      ofPayments('ssm:resourceTag/Team'),
      { ...instances({ Team: 'shop' }), target: 'hybrid' },
    );
    expect(online).toBe('yes');
    expect(problems).toMatchObject([{ severity: 'unknown' }]);
    expect(texts(problems)[0]).toContain('depends on ssm:resourceTag/Team');
  });

  it('count as well for the role of Default Host Management', () => {
    const lent = (team: string) =>
      registered(
        {},
        {
          ...instances({ Team: team }),
          defaultHostManagement: {
            known: {
              arn: `arn:aws:iam::${ACCOUNT}:role/lent`,
              ...trusting('ssm.amazonaws.com'),
              policies: [
                policy(allow('ssmmessages:*'), {
                  ...allow('ssm:UpdateInstanceInformation'),
                  Condition: ofPayments('aws:ResourceTag/Team'),
                }),
              ],
            },
          },
        },
        { policies: [] },
      );
    expect(lent('payments')).toMatchObject({ online: 'yes', starts: 'yes' });
    expect(lent('shop').online).toBe('no');
  });
});

it('a log is no list of a bucket', () => {
  expect(
    predict(
      session(
        {
          policies: [
            policy(CORE, allow(['s3:*', 'kms:*']), {
              Effect: 'Deny',
              Action: 's3:*',
              Resource: '*',
              Condition: { StringLike: { 's3:prefix': 'web/*' } },
            }),
          ],
        },
        { s3BucketName: 'corp-logs' },
      ),
    ),
  ).toMatchObject({ logged: { s3: 'yes' } });
});
