import fc from 'fast-check';
import { parseArn } from '../../aws/arn';
import { PolicyDocument, PolicyStatement } from '../../policy/PolicyDocument';
import { predictions, SESSION_KEY } from '../__testUtils__/arbitraries';
import { SessionFacts } from '../model/facts';
import { predict } from './predict';
import { predictSpec, SpecEnvironment } from './predictSpec';
import { parsePreferences } from '../model/preferences';
import { Readiness } from '../model/Readiness';
import { resolveRoleSpec } from '../../roleSpec/resolveRoleSpec';
import { AccountSettings, RoleSpec } from '../../roleSpec/roleSpec';
import { previewBasis, withoutOthersStatements } from './previewBasis';

const RUNS = 500;
const account: AccountSettings = {
  accountId: '111122223333',
  partition: 'aws',
};
const document = { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' };
const missing = { reason: 'It may not be read.', remedy: 'Allow it.' };
const SECRET = 'OnlyForThePortal';
const secret: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Sid: SECRET, Effect: 'Allow', Action: '*' },
};

const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

/** The statement of AWS's default key policy. */
const root = (accountId: string): PolicyStatement => ({
  Sid: 'Any',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  Action: 'kms:*',
  Resource: '*',
});

const under = (facts: SessionFacts): SpecEnvironment => ({
  preferences: { document, status: 'found', preferences: parsePreferences({}) },
  facts,
});
/** The basis after serialization, as a browser receives it. */
const sent = (
  environment: SpecEnvironment,
  settings: AccountSettings = account,
): ReturnType<typeof previewBasis> =>
  JSON.parse(JSON.stringify(previewBasis(environment, settings)));

describe('previewBasis', () => {
  it('contains no policy of a bucket, a key or another role', () => {
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
      remedy: expect.any(String),
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

  it('preserves verdicts that no bucket or key policy decides', () => {
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
    const environment = withKey(root('444455556666'), ofLogs);

    expect(environment.bucket).toEqual({ known: { ...bucket, unknown: {} } });
    expect(
      sent(
        under({
          region: 'us-east-1',
          bucket: { known: { ...bucket, isAwsManagedKey: true } },
        }),
      ).facts.bucket,
    ).toMatchObject({ known: { isAwsManagedKey: true } });
    // In JSON: known, and `undefined`.
    expect(environment.bucketKeyPolicy).toEqual({});
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
      'of a key that was not resolved',
      { bucketKeyPolicy: { known: { Statement: root('111122223333') } } },
      false,
    ],
    [
      'of a key that the portal is not allowed to resolve',
      {
        bucketKeyPolicy: { known: { Statement: root('111122223333') } },
        bucketKeyArn: { unknown: missing },
      },
      false,
    ],
  ])('evaluates a key policy that is %s: %#', (_, more, judged) => {
    const { facts } = sent(under({ region: 'us-east-1', ...more }));
    expect('unknown' in (facts.bucketKeyPolicy ?? {})).toBe(!judged);
  });

  it('preserves the reasons for unknown facts', () => {
    const facts: SessionFacts = {
      region: 'us-east-1',
      bucket: { unknown: missing },
      bucketKeyPolicy: { unknown: missing },
      defaultHostManagement: { unknown: missing },
      instanceTier: { unknown: missing },
    };

    expect(sent(under(facts)).facts).toEqual(facts);
  });

  it('reports that Default Host Management is off only if the portal read it', () => {
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
    ['of the account', BOUNDARY, secret],
    ['AWS’s', 'arn:aws:iam::aws:policy/PowerUserAccess', secret],
    ['that the form names', 'arn:aws:iam::111122223333:policy/x', 'unknown'],
  ])('includes the boundary %s as expected: %#', (_, arn, environment) => {
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
    ).toEqual({ arn, document: environment });
  });
});

/** Random specs and environments. */
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
    const environment: SpecEnvironment = {
      preferences: { document, status: 'found', preferences },
      facts: {
        ...facts,
        ...(leaving && keysLeftToAccounts(facts)),
        defaultHostManagement: { known: undefined },
      },
      ...(boundary && { boundary: { arn: BOUNDARY, document: boundary } }),
    };
    const spec = resolveRoleSpec({ ...form, policyStyle }, settings);
    return { spec, settings, told: environment };
  });

/** The facts with AWS's default key policies. */
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

it(`certain verdicts in the browser equal those in the portal, in ${RUNS} previews`, () => {
  const verdicts = ({ online, starts, logged }: Readiness) => [
    online,
    starts,
    logged.s3,
    logged.cloudWatchLogs,
  ];
  const sure = new Set<string | null>();
  fc.assert(
    fc.property(previews, ({ spec, settings, told: environment }) => {
      const portal = verdicts(predictSpec(spec, environment));
      // The portal reads Default Host Management only if the role cannot
      // register the node.
      const { defaultHostManagement, ...factsNotRead } = environment.facts;
      for (const facts of [environment.facts, factsNotRead]) {
        const basis = sent({ ...environment, facts }, settings);
        verdicts(predictSpec(spec, basis)).forEach((verdict, index) => {
          // If no session starts, the log has no verdict.
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

describe('withoutOthersStatements', () => {
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
  const environment = predict({
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

  it('removes only the statements of other policies', () => {
    const less = withoutOthersStatements(environment);

    expect(JSON.stringify(environment)).toContain(SECRET);
    expect(JSON.stringify(less)).not.toContain(SECRET);
    expect(JSON.stringify(less)).toContain('Own');
    expect(less.logged).toEqual({ s3: 'no', cloudWatchLogs: 'no' });
    expect(less.problems.map(({ code }) => code)).toEqual(
      environment.problems.map(({ code }) => code),
    );
  });

  it('removes the statements of the Default Host Management role', () => {
    const reduced = withoutOthersStatements({
      ...environment,
      insteadOfRole: 'lent',
    });

    expect(reduced.problems.flatMap(({ decisive }) => decisive)).toEqual([]);
  });
});
