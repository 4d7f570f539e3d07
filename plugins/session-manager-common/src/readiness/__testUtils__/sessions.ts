import { PolicyDocument, PolicyStatement } from '../../policy/PolicyDocument';
import { SessionFacts } from '../model/facts';
import { headline } from '../explain/headline';
import { predict, PredictionInput } from '../predict/predict';
import { parsePreferences } from '../model/preferences';

export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/session`;
export const BUCKET_KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/bucket`;

export const policy = (...Statement: PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
export const allow = (
  Action: string | string[],
  Resource = '*',
  more: Partial<PolicyStatement> = {},
): PolicyStatement => ({ Effect: 'Allow', Action, Resource, ...more });

/** A trust policy that allows the services to assume the role. */
export const trusting = (...Service: string[]): { trust: PolicyDocument } => ({
  trust: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service },
      Action: 'sts:AssumeRole',
    },
  },
});
/** The trust policy and instance profile of a role for both kinds of node. */
export const FOR_NODES = {
  ...trusting('ec2.amazonaws.com', 'ssm.amazonaws.com'),
  instanceProfileArns: [`arn:aws:iam::${ACCOUNT}:instance-profile/web`],
};

export const CORE = allow(['ssm:UpdateInstanceInformation', 'ssmmessages:*']);
export const LOGS = allow('logs:*');
export const BUCKET = [
  allow('s3:PutObject', 'arn:aws:s3:::corp-logs/*'),
  allow('s3:GetEncryptionConfiguration', 'arn:aws:s3:::corp-logs'),
];
export const EVERYTHING = {
  s3BucketName: 'corp-logs',
  s3EncryptionEnabled: true,
  cloudWatchLogGroupName: '/ssm/sessions',
  cloudWatchStreamingEnabled: true,
  kmsKeyId: KEY,
};
export const FACTS: SessionFacts = {
  region: 'us-east-1',
  logGroup: { known: { exists: true } },
  bucket: {
    known: {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: ACCOUNT,
      encryption: 'aws:kms',
      kmsKeyArn: BUCKET_KEY,
    },
  },
  sessionKeyPolicy: { known: undefined },
  bucketKeyPolicy: { known: undefined },
};

export function session(
  role: Partial<PredictionInput['role']>,
  preferences: Record<string, unknown> = {},
  facts: Partial<SessionFacts> = {},
): PredictionInput {
  return {
    role: { arn: ROLE, policies: [], ...FOR_NODES, ...role },
    preferences: parsePreferences(preferences),
    facts: { target: 'ec2', ...FACTS, ...facts },
  };
}

/** The headline of a session. */
export const headlineOf = (...input: Parameters<typeof session>) =>
  headline(predict(session(...input)));
