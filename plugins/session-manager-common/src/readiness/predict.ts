import { all, Ternary } from '../access/ternary';
import { parseArn } from '../aws/arn';
import { partitionFacts } from '../aws/partition';
import { PolicyDocument } from '../policy/PolicyDocument';
import { AgentCall, CallOutcome, decide, SessionRole } from './calls';
import { BucketFacts, Fact, SessionFacts } from './facts';
import { SessionPreferences } from './preferences';
import { Readiness, Verdict } from './Readiness';
import { StageResult, verdict } from './stage';
import { stageCloudWatch, stageS3 } from './stageLog';
import { stageOnline } from './stageOnline';
import { stageStart } from './stageStart';

/**
 * Tells whether a session on a role would start and be logged, from what the
 * agent calls and what each refusal does to it. Never `yes` for what is not
 * known.
 *
 * @public
 */
export function predict(input: {
  role: SessionRole;
  preferences: SessionPreferences;
  facts: SessionFacts;
}): Readiness {
  const session = sessionOf(input);
  const online = stageOnline(session);
  const start = stageStart(session);
  const cloudWatch = stageCloudWatch(session);
  const s3 = stageS3(session);
  const starts = all([online.happens, start.happens]);
  return {
    online: verdict(online.happens),
    starts: verdict(starts),
    logged: {
      s3: logged(starts, s3),
      cloudWatchLogs: logged(starts, cloudWatch),
    },
    problems: [online, start, cloudWatch, s3].flatMap(
      stage => stage?.problems ?? [],
    ),
  };
}

function logged(starts: Ternary, log: StageResult | undefined): Verdict | null {
  return log && starts !== false ? verdict(all([starts, log.happens])) : null;
}

/** What the stages ask of. */
export interface Session {
  partition: string;
  region: string;
  accountId: string;
  dnsSuffix: string;
  target: 'ec2' | 'hybrid';
  preferences: SessionPreferences;
  facts: SessionFacts;
  /** The ARN prefix of log groups. */
  logGroups: string;
  /** The logs in the bucket. */
  logObjects: string;
  ask(call: AgentCall): CallOutcome;
  describeLogGroups(): CallOutcome;
  getBucketEncryption(): CallOutcome;
  /** What calls on the bucket have in common. */
  bucketSide(): Pick<
    AgentCall,
    'region' | 'resourceAccountId' | 'resourcePolicy'
  >;
  sessionKey(): KeySide | undefined;
  bucketKey(bucket: BucketFacts): KeySide | undefined;
}

type KeySide = Pick<
  AgentCall,
  'resource' | 'resourceAccountId' | 'resourcePolicy'
>;

/** What the stages ask of, with who answers their calls. */
export function sessionOf(
  { role, preferences, facts }: Parameters<typeof predict>[0],
  ask: Session['ask'] = call => decide(role, call),
): Session {
  const arn = parseArn(role.arn);
  if (!arn) {
    throw new RangeError(`"${role.arn}" is not the ARN of a role`);
  }
  const { partition, accountId } = arn;
  const { region } = facts;
  const folder = preferences.s3KeyPrefix.replace(/^\/+|\/+$/g, '');
  const logGroups = `arn:${partition}:logs:${region}:${accountId}:log-group`;
  const bucket = `arn:${partition}:s3:::${preferences.s3BucketName}`;
  const bucketSide = () => sideOf(facts.bucket);
  return {
    partition,
    region,
    accountId,
    dnsSuffix: partitionFacts(partition).dnsSuffix,
    target: facts.target ?? 'ec2',
    preferences,
    facts,
    logGroups,
    logObjects: `${bucket}/${folder ? `${folder}/` : ''}*`,
    ask,
    // The call is authorized on the list of groups, not on the one.
    describeLogGroups: () =>
      ask({
        action: 'logs:DescribeLogGroups',
        resource: `${logGroups}::log-stream:`,
        region,
      }),
    getBucketEncryption: () =>
      ask({
        action: 's3:GetEncryptionConfiguration',
        resource: bucket,
        absentKeys: ['s3:x-amz-acl'],
        ...bucketSide(),
      }),
    bucketSide,
    sessionKey: () =>
      preferences.kmsKeyId
        ? keySide(
            keyArn(preferences.kmsKeyId, arn, region),
            facts.sessionKeyPolicy,
          )
        : undefined,
    bucketKey: ({ kmsKeyArn, region: bucketRegion, ownerAccountId }) =>
      kmsKeyArn
        ? keySide(
            keyArn(
              kmsKeyArn,
              { partition, accountId: ownerAccountId },
              bucketRegion,
            ),
            facts.bucketKeyPolicy,
          )
        : undefined,
  };
}

function sideOf(bucket: SessionFacts['bucket']) {
  if (!bucket || 'unknown' in bucket) {
    return bucket ? { resourcePolicy: bucket } : {};
  }
  const { region, ownerAccountId, policy } = bucket.known;
  return {
    region,
    resourceAccountId: ownerAccountId,
    resourcePolicy: { known: policy },
  };
}

function keyArn(
  key: string,
  { partition, accountId }: { partition: string; accountId: string },
  region: string,
): string {
  return key.startsWith('arn:')
    ? key
    : `arn:${partition}:kms:${region}:${accountId}:key/${key}`;
}

/** A key whose policy is absent has AWS's default one: its account decides. */
function keySide(
  resource: string,
  policy: Fact<PolicyDocument | undefined> | undefined,
): KeySide {
  const owner = parseArn(resource);
  return {
    resource,
    resourceAccountId: owner?.accountId,
    resourcePolicy:
      policy && 'unknown' in policy
        ? policy
        : {
            known: policy?.known ?? {
              Version: '2012-10-17',
              Statement: {
                Effect: 'Allow',
                Principal: {
                  AWS: `arn:${owner?.partition}:iam::${owner?.accountId}:root`,
                },
                Action: 'kms:*',
                Resource: '*',
              },
            },
          },
  };
}
