import { FOR_NODES } from './sessions';
import fc from 'fast-check';
import { PolicyDocument, PolicyStatement } from '../../policy/PolicyDocument';
import { BucketFacts, SessionFacts } from '../model/facts';
import { PredictionInput } from '../predict/predict';
import { parsePreferences } from '../model/preferences';

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const REGION = 'us-east-1';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
export const SESSION_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/session`;
const bucketKey = (region: string, account: string) =>
  `arn:aws:kms:${region}:${account}:key/bucket`;
const OBJECTS = 'arn:aws:s3:::corp-logs/web/*';

type Written = Pick<PolicyStatement, 'Action' | 'Resource' | 'Condition'>;

/** Policy statements, each of which allows some of the agent's calls. */
const PIECES: Written[] = [
  { Action: 'ssm:UpdateInstanceInformation', Resource: '*' },
  { Action: 'ssmmessages:*', Resource: '*' },
  { Action: 'ssmmessages:Open*', Resource: '*' },
  { Action: ['ssm:*', 'ssmmessages:*'], Resource: '*' },
  { Action: 'kms:Decrypt', Resource: SESSION_KEY },
  {
    Action: 'kms:GenerateDataKey',
    Resource: [bucketKey('*', ACCOUNT), bucketKey('*', OTHER)],
  },
  { Action: 'kms:*', Resource: '*' },
  { Action: 'logs:DescribeLog*', Resource: '*' },
  { Action: 'logs:*', Resource: `arn:aws:logs:*:*:log-group:/ssm/s:*` },
  { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
  { Action: 's3:PutObject', Resource: OBJECTS },
  { Action: ['s3:PutObject*'], Resource: 'arn:aws:s3:::corp-logs/*' },
  { Action: 's3:Get*', Resource: 'arn:aws:s3:::corp-logs' },
  { Action: '*', Resource: '*' },
];

/** Allows everything except keys other than these two. */
const ADMINISTRATOR: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', NotAction: 'kms:*', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'kms:*',
      Resource: [SESSION_KEY, bucketKey(REGION, ACCOUNT)],
    },
  ],
};

const CONDITIONS: Array<PolicyStatement['Condition']> = [
  { StringEquals: { 'aws:RequestedRegion': REGION } },
  { StringNotEquals: { 'aws:RequestedRegion': REGION } },
  { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
  { Bool: { 'aws:SecureTransport': 'true' } },
];

const sometimes = <T>(value: fc.Arbitrary<T>, freq: number) =>
  fc.option(value, { nil: undefined, freq });

const statement = (effect: PolicyStatement['Effect']) =>
  fc
    .record({
      piece: fc.constantFrom(...PIECES),
      condition: sometimes(fc.constantFrom(...CONDITIONS), 1),
    })
    .map(({ piece, condition }): PolicyStatement => ({
      Effect: effect,
      ...piece,
      ...(condition ? { Condition: condition } : {}),
    }));

const policy: fc.Arbitrary<PolicyDocument> = fc
  .tuple(
    fc.array(statement('Allow'), { minLength: 2, maxLength: 8 }),
    fc.array(statement('Deny'), { maxLength: 1 }),
  )
  .map(([allows, denials]) => ({
    Version: '2012-10-17',
    Statement: [...allows, ...denials],
  }));

const grants = (
  Action: string[],
  Resource: string[],
): fc.Arbitrary<PolicyDocument> =>
  fc
    .record({
      Effect: fc.constantFrom<PolicyStatement['Effect']>(
        'Allow',
        'Allow',
        'Deny',
      ),
      AWS: fc.constantFrom(ROLE, ACCOUNT, OTHER),
      Action: fc.subarray(Action, { minLength: 1 }),
    })
    .map(({ AWS, ...rest }) => ({
      Version: '2012-10-17',
      Statement: { ...rest, Principal: { AWS }, Resource },
    }));

const known = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<{ known: T }> =>
  value.map(one => ({ known: one }));

// A bucket accepts only keys of its own region. A name that is not an ARN is
// resolved in the account that writes.
const bucket: fc.Arbitrary<BucketFacts> = fc
  .constantFrom(REGION, REGION, 'eu-west-1')
  .chain(region =>
    fc.record(
      {
        exists: fc.constantFrom(true, true, true, true, false),
        region: fc.constant(region),
        ownerAccountId: fc.constantFrom(ACCOUNT, ACCOUNT, OTHER),
        encryption: fc.constantFrom('AES256', 'aws:kms', 'aws:kms:dsse'),
        kmsKeyArn: fc.constantFrom(
          bucketKey(region, ACCOUNT),
          bucketKey(region, ACCOUNT),
          bucketKey(region, OTHER),
          bucketKey('ap-south-1', ACCOUNT),
          'alias/logs',
          'bucket',
          'alias/aws/s3',
        ),
        policy: grants(
          ['s3:PutObject', 's3:PutObjectAcl', 's3:GetEncryptionConfiguration'],
          ['arn:aws:s3:::corp-logs', 'arn:aws:s3:::corp-logs/*'],
        ),
      },
      { requiredKeys: ['exists', 'region', 'ownerAccountId'] },
    ),
  );

const keyPolicy = known(
  sometimes(grants(['kms:Decrypt', 'kms:GenerateDataKey'], ['*']), 1),
);

const facts: fc.Arbitrary<SessionFacts> = fc
  .record(
    {
      region: fc.constant(REGION),
      target: fc.constantFrom('ec2', 'hybrid'),
      logGroup: known(
        fc.record({
          exists: fc.constantFrom(true, true, false),
          kmsKeyArn: sometimes(fc.constant(SESSION_KEY), 2),
        }),
      ),
      bucket: known(bucket),
      sessionKeyPolicy: keyPolicy,
      bucketKeyPolicy: keyPolicy,
      sessionKeyArn: fc.constant({ known: SESSION_KEY }),
    },
    {
      requiredKeys: [
        'region',
        'target',
        'logGroup',
        'bucket',
        'sessionKeyPolicy',
        'sessionKeyArn',
        'bucketKeyPolicy',
      ],
    },
  )
  .map(({ bucket: found, ...rest }) => ({
    ...rest,
    bucket: found,
    // Only used if the bucket names its key by alias or id.
    bucketKeyArn: { known: bucketKey(found.known.region, ACCOUNT) },
  }));

const preferences = fc
  .record({
    s3BucketName: fc.constantFrom('', 'corp-logs'),
    s3KeyPrefix: fc.constantFrom('web', '/web/', ''),
    s3EncryptionEnabled: fc.boolean(),
    cloudWatchLogGroupName: fc.constantFrom('', '/ssm/s'),
    cloudWatchEncryptionEnabled: fc.boolean(),
    cloudWatchStreamingEnabled: fc.boolean(),
    kmsKeyId: fc.constantFrom('', SESSION_KEY, 'alias/session'),
    runAsEnabled: fc.constantFrom(false, false, false, true),
  })
  .map(parsePreferences);

/** Random roles, preferences and facts. */
export const predictions: fc.Arbitrary<PredictionInput> = fc.record({
  role: fc.record(
    {
      arn: fc.constant(ROLE),
      policies: fc.array(policy, { minLength: 1, maxLength: 2 }),
      boundary: policy,
      trust: fc.constant(FOR_NODES.trust),
      instanceProfileArns: fc.constant(FOR_NODES.instanceProfileArns),
    },
    { requiredKeys: ['arn', 'policies', 'trust', 'instanceProfileArns'] },
  ),
  preferences,
  facts,
});

/**
 * Random preferences and facts with an administrator role, so that only keys
 * and buckets decide.
 */
export const ofAdministrators: fc.Arbitrary<PredictionInput> = fc
  .record({
    prediction: predictions,
    key: fc.constantFrom(bucketKey(REGION, ACCOUNT), 'alias/logs'),
  })
  .map(({ prediction, key }) => ({
    ...prediction,
    role: { ...FOR_NODES, arn: ROLE, policies: [ADMINISTRATOR] },
    preferences: {
      ...prediction.preferences,
      s3BucketName: 'corp-logs',
      runAsEnabled: false,
    },
    facts: {
      ...prediction.facts,
      bucket: {
        known: {
          exists: true,
          region: REGION,
          ownerAccountId: ACCOUNT,
          encryption: 'aws:kms',
          kmsKeyArn: key,
        },
      },
      bucketKeyArn: { known: bucketKey(REGION, ACCOUNT) },
    },
  }));
