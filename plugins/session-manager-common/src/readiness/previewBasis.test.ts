import fc from 'fast-check';
import { parseArn } from '../aws/arn';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { predictions, SESSION_KEY } from './__testUtils__/arbitraries';
import { SessionFacts } from './facts';
import { predict } from './predict';
import { predictSpec, SpecSurroundings } from './predictSpec';
import { parsePreferences } from './preferences';
import { Readiness } from './Readiness';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { AccountSettings, RoleSpec } from '../roleSpec/roleSpec';
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

const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

/** AWS's own statement for keys. */
const root = (accountId: string): PolicyStatement => ({
  Sid: 'Any',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  Action: 'kms:*',
  Resource: '*',
});

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
      instanceTier: { unknown: unread('the tier of hybrid nodes') },
    });
  });

  it('lets a browser judge what no policy of a bucket or a key decides', () => {
    const arn = 'arn:aws:kms:us-east-1:444455556666:key/logs';
    const bucket = {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: account.accountId,
    };
    const withKey = (...Statement: PolicyStatement[]) =>
      sent(
        under({
          region: 'us-east-1',
          bucket: { known: bucket },
          bucketKeyArn: { known: arn },
          bucketKeyPolicy: { known: { Statement } },
        }),
      ).facts;
    const ofLogs: PolicyStatement = {
      Effect: 'Allow',
      Principal: { Service: 'logs.us-east-1.amazonaws.com' },
      Action: 'kms:Decrypt*',
    };
    const ofRole: PolicyStatement = {
      ...root('444455556666'),
      Principal: { AWS: 'arn:aws:iam::111122223333:role/web' },
    };
    const told = withKey(root('444455556666'), ofLogs);

    expect(told.bucket).toEqual({ known: { ...bucket, unknown: {} } });
    expect(
      sent(
        under({
          region: 'us-east-1',
          bucket: { known: { ...bucket, isAwsManagedKey: true } },
        }),
      ).facts.bucket,
    ).toMatchObject({ known: { isAwsManagedKey: true } });
    // As JSON has it: known, and nobody’s own.
    expect(told.bucketKeyPolicy).toEqual({});
    for (const facts of [
      withKey(ofLogs),
      withKey(root('111122223333')),
      withKey(root('444455556666'), ofRole),
      withKey({ ...root('444455556666'), Effect: 'Deny' }),
      withKey({ ...root('444455556666'), Condition: { Bool: { a: 'true' } } }),
    ]) {
      expect(facts).toHaveProperty('bucketKeyPolicy.unknown');
    }
  });

  it.each<[string, Partial<SessionFacts>, boolean]>([
    ['AWS’s default', { bucketKeyPolicy: { known: undefined } }, true],
    [
      'one of a key that nobody looked up',
      { bucketKeyPolicy: { known: { Statement: root('111122223333') } } },
      false,
    ],
    [
      'one of a key that nobody may look up',
      {
        bucketKeyPolicy: { known: { Statement: root('111122223333') } },
        bucketKeyArn: { unknown: missing },
      },
      false,
    ],
  ])(
    'lets a browser judge a key’s policy that is %s: %#',
    (_, more, judged) => {
      const { facts } = sent(under({ region: 'us-east-1', ...more }));
      expect('unknown' in (facts.bucketKeyPolicy ?? {})).toBe(!judged);
    },
  );

  it('keeps why the portal itself does not know', () => {
    const facts: SessionFacts = {
      region: 'us-east-1',
      bucket: { unknown: missing },
      bucketKeyPolicy: { unknown: missing },
      defaultHostManagement: { unknown: missing },
      instanceTier: { unknown: missing },
    };

    expect(sent(under(facts)).facts).toEqual(facts);
  });

  it('says that nothing is lent only where the portal looked', () => {
    const facts: SessionFacts = {
      region: 'us-east-1',
      instanceTier: { known: 'advanced' },
    };
    const off = { ...facts, defaultHostManagement: { known: undefined } };

    expect(sent(under(off)).facts).toEqual(facts);
    expect(sent(under(facts)).facts).toHaveProperty(
      'defaultHostManagement.unknown',
    );
  });

  it.each([
    ['the account’s own', BOUNDARY, secret],
    ['AWS’s', 'arn:aws:iam::aws:policy/PowerUserAccess', secret],
    [
      'one that the form names',
      'arn:aws:iam::111122223333:policy/x',
      'unknown',
    ],
  ])('tells of boundaries %s as %#', (_, arn, told) => {
    const settings = {
      ...account,
      permissionsBoundaryArn: BOUNDARY,
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

/** Specs, and what they meet. */
const previews = fc
  .record({
    prediction: predictions,
    form: fc.constantFrom<RoleSpec>(
      { roleName: 'web' },
      { roleName: 'web', target: 'hybrid' },
      {
        roleName: 'web',
        kmsKeyArn: SESSION_KEY,
        s3: { bucket: 'corp-logs', prefix: 'web' },
        cloudWatchLogs: { logGroup: '/ssm/s' },
      },
      {
        roleName: 'web',
        s3: { bucket: 'corp-logs', bucketOwner: '444455556666' },
      },
    ),
    policyStyle: fc.constantFrom('documented' as const, 'least-privilege'),
    leaving: fc.boolean(),
  })
  .map(({ prediction, form, policyStyle, leaving }) => {
    const { role, preferences, facts } = prediction;
    const { boundary } = role;
    const settings = {
      ...account,
      ...(boundary && { permissionsBoundaryArn: BOUNDARY }),
    };
    const told: SpecSurroundings = {
      preferences: { document, status: 'found', preferences },
      facts: {
        ...facts,
        ...(leaving && keysLeftToAccounts(facts)),
        defaultHostManagement: { known: undefined },
      },
      ...(boundary && { boundary: { arn: BOUNDARY, document: boundary } }),
    };
    const spec = resolveRoleSpec({ ...form, policyStyle }, settings);
    return { spec, settings, told };
  });

/** With AWS's own policy for keys. */
function keysLeftToAccounts({ bucket }: SessionFacts): Partial<SessionFacts> {
  const key = bucket && 'known' in bucket ? bucket.known.kmsKeyArn : undefined;
  const policy = (arn: string) => ({
    known: { Statement: root(parseArn(arn)?.accountId ?? '') },
  });
  return {
    sessionKeyArn: { known: SESSION_KEY },
    sessionKeyPolicy: policy(SESSION_KEY),
    ...(key && { bucketKeyArn: { known: key }, bucketKeyPolicy: policy(key) }),
  };
}

it(`what is sure in the browser is what the portal tells, in ${RUNS} previews`, () => {
  const verdicts = ({ online, starts, logged }: Readiness) => [
    online,
    starts,
    logged.s3,
    logged.cloudWatchLogs,
  ];
  const sure = new Set<string | null>();
  fc.assert(
    fc.property(previews, ({ spec, settings, told }) => {
      const portal = verdicts(predictSpec(spec, told));
      // The portal looks what is lent only where the role may not register.
      const { defaultHostManagement, ...unlooked } = told.facts;
      for (const facts of [told.facts, unlooked]) {
        const basis = sent({ ...told, facts }, settings);
        verdicts(predictSpec(spec, basis)).forEach((verdict, index) => {
          // Of a session that does not start, no log is told of.
          const also = portal[index] === null ? ['no'] : [];
          expect([portal[index], 'unknown', ...also]).toContain(verdict);
          sure.add(`${verdict} ${index}`);
        });
      }
    }),
    { numRuns: RUNS },
  );
  expect([...sure]).toEqual(expect.arrayContaining(['yes 1', 'no 1']));
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
