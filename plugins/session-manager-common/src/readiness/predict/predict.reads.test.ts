import { PolicyStatement } from '../../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  CORE,
  KEY,
  policy,
  session,
  trusting,
} from '../__testUtils__/sessions';
import type { SessionRole } from '../model/sessionRole';
import { causeOf } from '../explain/causes';
import { Fact, SessionFacts } from '../model/facts';
import { predict } from './predict';
import { Problem } from '../model/Readiness';

/*
 * What a single read of AWS determines, and what is reported if it was not
 * read.
 */

const OTHER = '444455556666';
const unread: Fact<never> = {
  unknown: { reason: 'The portal may not read it.', remedy: 'Allow the read.' },
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
  // From AWS's solution for a central log bucket:
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

  it('is allowed in a central bucket, and other organizations are not', () => {
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
      'Read the organization of the role’s account with organizations:DescribeOrganization, which every account in it can call.',
    ],
    [{ organizationId: unread }, 'Allow the read.'],
  ])('is unknown if it was not read: %j', (facts, text) => {
    const { starts, logged, problems } = central(facts);
    expect([starts, logged.s3]).toEqual(['unknown', 'unknown']);
    expect(new Set(texts(problems))).toEqual(new Set([text]));
  });

  it('does not determine the path of the account in it, nor other conditions', () => {
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

  it('owns the resources of its accounts if the service sets the key', () => {
    const startsWithDeny = (operator: string, organizationId?: string) =>
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
    // Without the key, the first statement denies.
    expect(startsWithDeny('StringNotEquals', 'o-acme')).toBe('unknown');
    expect(startsWithDeny('StringNotEqualsIfExists', 'o-acme')).toBe('unknown');
    expect(startsWithDeny('StringNotEquals', 'o-other')).toBe('no');
    expect(startsWithDeny('StringEquals', 'o-other')).toBe('yes');
    expect(startsWithDeny('StringEquals')).toBe('unknown');
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

  it('determine whether the role is allowed to use it', () => {
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

  it('do not determine the alias in the request, which is the requested name', () => {
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

  it('are unknown if they were not read, for each key separately', () => {
    const text = 'Read the aliases of the key with kms:ListAliases.';
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

describe('aws:userid', () => {
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
    // AWS does not document the name of these sessions.
    ['hybrid', 'AROAEXAMPLE:mi-*', known, 'unknown'],
  ] as const)(
    'on %s, with %s, of a role with %j: %s',
    (...[kind, ...given]) => {
      const [pattern, role, starts] = given;
      expect(only(pattern, role, kind).starts).toBe(starts);
    },
  );

  it('also identifies the role in S3’s requests on its behalf', () => {
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

  it('requests the role’s id if only that is unknown', () => {
    expect(texts(only('AROAEXAMPLE:*').problems)).toContain(
      'Read the unique id of the role with iam:GetRole after the role is created.',
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
    // Not supported by the resource type of Systems Manager.
    ['ec2:ResourceTag/Team', 'unknown'],
    ['aws:ResourceTag/Owner', 'no'],
    ['ssm:resourceTag/Name', 'no'],
  ])('determine %s: %s', (key, online) => {
    const facts = instances(PAYMENTS, { ...PAYMENTS, Owner: 'ops' });
    expect(registered(ofPayments(key), facts).online).toBe(online);
  });

  it('determine a deny statement, and the absence of a tag', () => {
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

  it('name the denied instances if others are allowed', () => {
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

  it('name a limited number of instances', () => {
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

  it('are evaluated for each instance separately', () => {
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

  it('are unknown if two keys differ in case only, unless both match', () => {
    const either = (...values: string[]) =>
      registered(
        { StringEquals: { 'aws:ResourceTag/Team': values } },
        instances({ Team: 'payments', team: 'shop' }),
      ).online;
    expect(either('payments', 'shop')).toBe('unknown');
    expect(either('payments')).toBe('unknown');
    expect(either('other')).toBe('no');
  });

  it('are literal values: a star is not a wildcard', () => {
    const is = (value: string) =>
      registered(
        { StringEquals: { 'aws:ResourceTag/Team': value } },
        instances({ Team: 'pay*' }),
      ).online;
    expect(is('payments')).toBe('no');
    expect(is('pay*')).toBe('yes');
  });

  it('do not determine other conditions', () => {
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
      'Read the tags of the instances that use the role with ec2:DescribeInstances.',
    ],
    [{ taggedInstances: unread }, 'Allow the read.'],
  ])('are unknown if they were not read: %j', (facts, text) => {
    const { online, problems } = registered(
      ofPayments('ssm:resourceTag/Team'),
      facts,
    );
    expect(online).toBe('unknown');
    expect(texts(problems)).toEqual([text]);
  });

  it('are unknown if there are no instances', () => {
    expect(
      registered(ofPayments('ssm:resourceTag/Team'), instances()).online,
    ).toBe('unknown');
  });

  it('do not determine tags of other resources', () => {
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

  it('do not affect hybrid nodes, which do not need the call', () => {
    const { online, problems } = registered(
      ofPayments('ssm:resourceTag/Team'),
      { ...instances({ Team: 'shop' }), target: 'hybrid' },
    );
    expect(online).toBe('yes');
    expect(problems).toMatchObject([{ severity: 'unknown' }]);
    expect(texts(problems)[0]).toContain('depends on ssm:resourceTag/Team');
  });

  it('also apply to the Default Host Management role', () => {
    const withHostManagementRole = (team: string) =>
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
    expect(withHostManagementRole('payments')).toMatchObject({
      online: 'yes',
      starts: 'yes',
    });
    expect(withHostManagementRole('shop').online).toBe('no');
  });
});

it('an upload is not affected by conditions on bucket lists', () => {
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
