import {
  parsePreferences,
  predict,
  type PolicyDocument,
  type PolicyStatement,
  type PredictionInput,
} from 'backstage-plugin-session-manager-common';

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';

/** A seeded generator, so that runs can be compared. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const CORE = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/**
 * Roles as they occur in accounts: documented policies, administrators,
 * boundaries, conditions, denials, buckets of other accounts, and unrelated
 * permissions.
 */
export function distinctRoles(count: number): PredictionInput[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, (_, index) => roleOf(index, random));
}

function roleOf(
  index: number,
  random: (below: number) => number,
): PredictionInput {
  const bucket = `logs-${random(500)}`;
  const group = `/ssm/team-${random(500)}`;
  const sessionKey = key(random(200));
  const bucketKey = key(random(200));
  const often = (percent: number) => random(100) < percent;
  const resource = (arn: string) => (often(50) ? '*' : arn);
  const some = (statement: PolicyStatement, percent = 90) =>
    often(percent) ? [statement] : [];
  const statements: PolicyStatement[] = [
    allow(CORE.slice(0, often(95) ? 5 : 4), '*'),
    ...some(allow('s3:PutObject', resource(`arn:aws:s3:::${bucket}/web/*`))),
    ...some(allow('s3:GetEncryptionConfiguration', `arn:aws:s3:::${bucket}`)),
    ...some(allow('logs:*', resource(`arn:aws:logs:*:*:log-group:${group}:*`))),
    ...some(allow('kms:Decrypt', sessionKey)),
    ...some({
      ...allow('kms:GenerateDataKey', bucketKey),
      Condition: {
        StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' },
      },
    }),
    ...some(
      {
        ...allow('ec2:Describe*', '*'),
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': REGION } },
      },
      30,
    ),
  ];
  // Permissions for the application on the role.
  const others = Array.from({ length: 3 + random(12) }, (_, other) =>
    allow(
      [`dynamodb:Get*`, `dynamodb:Query`, `sqs:SendMessage`],
      `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${index}-${other}`,
    ),
  );
  const boundary = policy([
    { ...allow('iam:*', '*'), Action: undefined, NotAction: ['iam:*'] },
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': [REGION] } },
    },
  ]);
  return {
    role: {
      arn: `arn:aws:iam::${ACCOUNT}:role/role-${index}`,
      trust: policy([
        {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ]),
      instanceProfileArns: [
        `arn:aws:iam::${ACCOUNT}:instance-profile/role-${index}`,
      ],
      policies: [
        policy(often(3) ? [allow('*', '*')] : statements),
        policy(others),
      ],
      ...(often(40) ? { boundary } : {}),
    },
    preferences: parsePreferences({
      s3BucketName: bucket,
      s3KeyPrefix: 'web',
      s3EncryptionEnabled: often(50),
      cloudWatchLogGroupName: group,
      cloudWatchStreamingEnabled: often(50),
      kmsKeyId: sessionKey,
    }),
    facts: {
      region: REGION,
      logGroup: { known: { exists: often(95) } },
      bucket: {
        known: {
          exists: true,
          region: REGION,
          ownerAccountId: often(80) ? ACCOUNT : '444455556666',
          encryption: 'aws:kms',
          kmsKeyArn: bucketKey,
          policy: policy([
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: `arn:aws:s3:::${bucket}/*`,
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ]),
        },
      },
    },
  };
}

function key(id: number): string {
  return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;
}

function allow(Action: string | string[], Resource: string): PolicyStatement {
  return { Effect: 'Allow', Action, Resource };
}

function policy(Statement: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement };
}

export { predict };
