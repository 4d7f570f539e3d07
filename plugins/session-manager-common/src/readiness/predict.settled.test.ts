import { PolicyStatement } from '../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  CORE,
  KEY,
  policy,
  session,
} from './__testUtils__/sessions';
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
      /depends on aws:SourceVpce, which cannot be known here.*DescribeOrganization/,
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

it('an instance calls with its id, whatever the id of its role is', () => {
  const only = (pattern: string) =>
    predict(
      session({
        policies: [
          policy({
            ...CORE,
            Condition: { StringLike: { 'aws:userid': pattern } },
          }),
        ],
      }),
    ).starts;
  expect(only('*:i-*')).toBe('yes');
  expect(only('AROAEXAMPLE:*')).toBe('unknown');
  expect(only('*:mi-*')).toBe('no');
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
