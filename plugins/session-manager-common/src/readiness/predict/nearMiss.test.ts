import { withoutOthersStatements } from './previewBasis';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  CORE,
  policy,
  session,
} from '../__testUtils__/sessions';
import { nearMissOf } from './nearMiss';
import { predict } from './predict';
import { withoutNearMiss } from './problem';

const LOGS = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group`;
const near = (action: string, written: string, wanted: string) =>
  nearMissOf([policy(allow(action, written))], action, wanted)?.id;

it.each<[string, string, string, string | undefined]>([
  // awslabs/landing-zone-accelerator-on-aws, issue 934
  [
    'logs:PutLogEvents',
    `${LOGS}:aws-accelerator-sessionmanager-logs:*`,
    `${LOGS}:AWSAccelerator-sessionmanager-logs:log-stream:*`,
    'near-miss-spelling',
  ],
  [
    'logs:PutLogEvents',
    `${LOGS}:/ssm/sessions/:*`,
    `${LOGS}:/ssm/sessions:log-stream:*`,
    'near-miss-spelling',
  ],
  [
    'logs:PutLogEvents',
    `${LOGS}:/ssm/sessions`,
    `${LOGS}:/ssm/sessions:log-stream:*`,
    'near-miss-end',
  ],
  [
    'logs:PutLogEvents',
    `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/ssm/sessions:*`,
    `${LOGS}:/ssm/sessions:log-stream:*`,
    'near-miss-place',
  ],
  [
    'kms:Decrypt',
    'arn:aws:kms:us-east-1:444455556666:key/bucket',
    BUCKET_KEY,
    'near-miss-place',
  ],
  [
    's3:PutObject',
    'arn:aws:s3:::corp-logs',
    'arn:aws:s3:::corp-logs/web/*.log',
    'near-miss-end',
  ],
  [
    's3:PutObject',
    'arn:aws:s3:::corp-logs/web/',
    'arn:aws:s3:::corp-logs/web/*.log',
    'near-miss-end',
  ],
  [
    's3:PutObject',
    'arn:aws:s3:::corp-logs//web/*',
    'arn:aws:s3:::corp-logs/web/*.log',
    'near-miss-spelling',
  ],
  [
    's3:PutObject',
    'arn:aws:s3:::corp-logs/db/*',
    'arn:aws:s3:::corp-logs/web/*.log',
    'near-miss-prefix',
  ],
  // The same name in another service, and names that are not ARNs.
  [
    'kms:Decrypt',
    `arn:aws:ssm:us-east-1:${ACCOUNT}:key/bucket`,
    BUCKET_KEY,
    undefined,
  ],
  [
    's3:PutObject',
    'corp-logs/db/*',
    'arn:aws:s3:::corp-logs/web/*.log',
    undefined,
  ],
  [
    's3:GetEncryptionConfiguration',
    'arn:aws:s3:::corp-logs/db/*',
    'arn:aws:s3:::corp-logs',
    undefined,
  ],
  [
    's3:PutObject',
    'arn:aws:s3:::other-logs/web/*',
    'arn:aws:s3:::corp-logs/web/*.log',
    undefined,
  ],
  [
    'logs:PutLogEvents',
    `${LOGS}:/ecs/web:*`,
    `${LOGS}:/ssm/sessions:log-stream:*`,
    undefined,
  ],
])('finds for %s on %s the near miss %s: %s', (action, written, wanted, id) => {
  expect(near(action, written, wanted)).toBe(id);
});

it('considers only resources of statements that allow the action', () => {
  const wanted = 'arn:aws:s3:::corp-logs/web/*.log';
  const of = (...statements: Parameters<typeof policy>) =>
    nearMissOf([policy(...statements)], 's3:PutObject', wanted);
  expect(of(allow('s3:GetObject', 'arn:aws:s3:::corp-logs/db/*'))).toBe(
    undefined,
  );
  expect(
    of({
      ...allow('s3:PutObject', 'arn:aws:s3:::corp-logs/db/*'),
      Effect: 'Deny',
    }),
  ).toBe(undefined);
  expect(of({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).toBe(
    undefined,
  );
  expect(of(allow('S3:Put*', 'arn:aws:s3:::corp-logs/db/*'))).toEqual({
    id: 'near-miss-prefix',
    values: { written: 'arn:aws:s3:::corp-logs/db/*', wanted },
  });
});

it('adds the near miss to the repair, with both names', () => {
  const { problems } = predict(
    session(
      {
        policies: [
          policy(
            CORE,
            allow('logs:*', `${LOGS}:aws-accelerator-sessionmanager-logs:*`),
          ),
        ],
      },
      { cloudWatchLogGroupName: 'AWSAccelerator-sessionmanager-logs' },
    ),
  );
  const [repair] = problems
    .filter(({ code }) => code === 'cw-put-events-denied')
    .map(problem => problem.repair);

  expect(repair).toMatchObject({
    kind: 'allow',
    statement: {
      Resource: `${LOGS}:AWSAccelerator-sessionmanager-logs:log-stream:*`,
    },
    nearMiss: {
      id: 'near-miss-spelling',
      values: {
        written: `${LOGS}:aws-accelerator-sessionmanager-logs:*`,
        wanted: `${LOGS}:AWSAccelerator-sessionmanager-logs:log-stream:*`,
      },
    },
  });
  expect(withoutNearMiss(repair)).not.toHaveProperty('nearMiss');
});

it('is the only part that withoutNearMiss removes', () => {
  const { problems } = predict(
    session(
      {
        policies: [
          policy(CORE, allow('s3:Put*', 'arn:aws:s3:::corp-logs/db/*')),
        ],
        boundary: policy(CORE),
      },
      { s3BucketName: 'corp-logs', s3KeyPrefix: 'web' },
    ),
  );
  const repair = problems.find(({ code }) => code === 's3-put-denied')?.repair;
  const ids = (of: typeof repair) =>
    of?.kind === 'advice' ? of.sentences.map(({ id }) => id) : [];

  expect(ids(repair)).toEqual(['role', 'boundary', 'near-miss-prefix']);
  expect(ids(repair && withoutNearMiss(repair))).toEqual(['role', 'boundary']);
});

it('omits near misses of the Default Host Management role', () => {
  const written = 'arn:aws:s3:::corp-logs/db/*';
  const readiness = predict(
    session(
      {
        policies: [policy(CORE, allow('s3:Put*', written))],
        boundary: policy(CORE),
      },
      { s3BucketName: 'corp-logs', s3KeyPrefix: 'web' },
    ),
  );
  expect(JSON.stringify(withoutOthersStatements(readiness))).toContain(written);
  expect(
    JSON.stringify(
      withoutOthersStatements({ ...readiness, insteadOfRole: 'lent' }),
    ),
  ).not.toContain(written);
});
