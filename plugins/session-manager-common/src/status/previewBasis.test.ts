import fc from 'fast-check';
import { PolicyDocument } from '../policy/PolicyDocument';
import { predictions } from '../readiness/__testUtils__/arbitraries';
import { SessionFacts } from '../readiness/facts';
import { predict } from '../readiness/predict';
import { predictSpec, SpecSurroundings } from '../readiness/predictSpec';
import { parsePreferences } from '../readiness/preferences';
import { Readiness } from '../readiness/Readiness';
import { resolveRoleSpec } from '../spec/resolveRoleSpec';
import { AccountSettings, RoleSpec } from '../spec/roleSpec';
import { previewBasis, withoutOthersStatements } from './previewBasis';

const RUNS = 500;
const account: AccountSettings = {
  accountId: '111122223333',
  partition: 'aws',
};
const document = { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' };
const missing = { reason: 'It may not be read.', settle: 'Allow it.' };
const SECRET = 'OnlyForThePortal';
const secret: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Sid: SECRET, Effect: 'Allow', Action: '*' },
};

const under = (facts: SessionFacts): SpecSurroundings => ({
  preferences: { document, status: 'found', preferences: parsePreferences({}) },
  facts,
});
/** As it comes to a browser. */
const sent = (
  told: SpecSurroundings,
  settings: AccountSettings = account,
): ReturnType<typeof previewBasis> =>
  JSON.parse(JSON.stringify(previewBasis(told, settings)));

describe('the basis of a preview', () => {
  it('holds no policy of a bucket, a key or another role', () => {
    const bucket = {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: account.accountId,
      encryption: 'aws:kms' as const,
      kmsKeyArn: 'alias/logs',
    };
    const { facts } = sent(
      under({
        region: 'us-east-1',
        logGroup: { known: { exists: true } },
        bucket: { known: { ...bucket, policy: secret } },
        sessionKeyArn: { known: 'the-key' },
        sessionKeyPolicy: { known: secret },
        bucketKeyArn: { known: 'the-bucket-key' },
        bucketKeyPolicy: { known: secret },
        defaultHostManagement: {
          known: { arn: 'lent', policies: [secret], tags: { SECRET } },
        },
      }),
    );
    const unread = (what: string) => ({
      reason: `Only the portal reads ${what}.`,
      settle: expect.any(String),
    });

    expect(JSON.stringify(facts)).not.toContain(SECRET);
    expect(facts).toEqual({
      region: 'us-east-1',
      logGroup: { known: { exists: true } },
      bucket: {
        known: {
          ...bucket,
          unknown: { policy: unread('the policy of the bucket') },
        },
      },
      sessionKeyArn: { known: 'the-key' },
      sessionKeyPolicy: { unknown: unread('the policy of the key') },
      bucketKeyArn: { known: 'the-bucket-key' },
      bucketKeyPolicy: { unknown: unread('the policy of the bucket’s key') },
      defaultHostManagement: {
        unknown: unread('what Default Host Management lends'),
      },
    });
  });

  it('keeps why the portal itself does not know', () => {
    const facts: SessionFacts = {
      region: 'us-east-1',
      bucket: { unknown: missing },
      bucketKeyPolicy: { unknown: missing },
      defaultHostManagement: { unknown: missing },
    };

    expect(sent(under(facts)).facts).toEqual(facts);
  });

  it('says that nothing is lent only where the portal looked', () => {
    const facts = { region: 'us-east-1' };
    const off = { ...facts, defaultHostManagement: { known: undefined } };

    expect(sent(under(off)).facts).toEqual(facts);
    expect(sent(under(facts)).facts).toHaveProperty(
      'defaultHostManagement.unknown',
    );
  });

  it.each([
    ['the account’s own', 'arn:aws:iam::111122223333:policy/boundary', secret],
    ['AWS’s', 'arn:aws:iam::aws:policy/PowerUserAccess', secret],
    [
      'one that the form names',
      'arn:aws:iam::111122223333:policy/x',
      'unknown',
    ],
  ])('tells of boundaries %s as %#', (_, arn, told) => {
    const settings = {
      ...account,
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
    };

    expect(
      sent(
        {
          ...under({ region: 'us-east-1' }),
          boundary: { arn, document: secret },
        },
        settings,
      ).boundary,
    ).toEqual({ arn, document: told });
  });
});

describe(`in ${RUNS} previews`, () => {
  const FORMS: RoleSpec[] = [
    { roleName: 'web' },
    { roleName: 'web', target: 'hybrid' },
    {
      roleName: 'web',
      kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/session',
      s3: { bucket: 'corp-logs', prefix: 'web' },
      cloudWatchLogs: { logGroup: '/ssm/s' },
    },
    {
      roleName: 'web',
      s3: { bucket: 'corp-logs', bucketOwner: '444455556666' },
    },
  ];
  const boundaryArn = 'arn:aws:iam::111122223333:policy/boundary';
  const shown = (told: Readiness) => [
    told.online,
    told.starts,
    told.logged.s3,
    told.logged.cloudWatchLogs,
  ];

  it('what is sure in the browser is what the portal tells', () => {
    const settings = { ...account, permissionsBoundaryArn: boundaryArn };
    let sure = 0;
    fc.assert(
      fc.property(
        predictions,
        fc.constantFrom(...FORMS),
        fc.constantFrom('documented' as const, 'least-privilege' as const),
        fc.boolean(),
        (
          { role: { boundary }, preferences, facts },
          form,
          policyStyle,
          bound,
        ) => {
          const of = bound && boundary ? settings : account;
          const spec = resolveRoleSpec({ ...form, policyStyle }, of);
          const told: SpecSurroundings = {
            preferences: { document, status: 'found', preferences },
            facts,
            ...(bound &&
              boundary && {
                boundary: { arn: boundaryArn, document: boundary },
              }),
          };
          // The portal looks what is lent only where it matters.
          const off = { ...facts, defaultHostManagement: { known: undefined } };
          const portal = shown(predictSpec(spec, { ...told, facts: off }));
          const browser = shown(predictSpec(spec, sent(told, of)));
          browser.forEach((verdict, index) =>
            expect([
              portal[index],
              'unknown',
              // Of a session that does not start, no log is told of.
              ...(portal[index] === null ? ['no'] : []),
            ]).toContain(verdict),
          );
          sure += browser.filter(one => one !== 'unknown').length;
        },
      ),
      { numRuns: RUNS },
    );
    expect(sure).toBeGreaterThan(RUNS);
  });
});

describe('a prediction without others’ statements', () => {
  const denies: PolicyDocument = {
    Version: '2012-10-17',
    Statement: {
      Sid: SECRET,
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: '*',
    },
  };
  const told = predict({
    role: {
      arn: 'arn:aws:iam::111122223333:role/web',
      policies: [
        {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: '*', Resource: '*' },
            { Sid: 'Own', Effect: 'Deny', Action: 'logs:*', Resource: '*' },
          ],
        },
      ],
    },
    preferences: parsePreferences({
      s3BucketName: 'corp-logs',
      cloudWatchLogGroupName: '/ssm/s',
    }),
    facts: {
      region: 'us-east-1',
      logGroup: { known: { exists: true } },
      bucket: {
        known: {
          exists: true,
          region: 'us-east-1',
          ownerAccountId: account.accountId,
          policy: denies,
        },
      },
    },
  });

  it('is as it was, but for these', () => {
    const less = withoutOthersStatements(told);

    expect(JSON.stringify(told)).toContain(SECRET);
    expect(JSON.stringify(less)).not.toContain(SECRET);
    expect(JSON.stringify(less)).toContain('Own');
    expect(less.logged).toEqual({ s3: 'no', cloudWatchLogs: 'no' });
    expect(less.problems.map(({ code }) => code)).toEqual(
      told.problems.map(({ code }) => code),
    );
  });

  it('has none of a role that is lent', () => {
    const lent = withoutOthersStatements({ ...told, insteadOfRole: 'lent' });

    expect(lent.problems.flatMap(({ decisive }) => decisive)).toEqual([]);
  });
});
