import { roleOfArn } from '../aws/arn';
import { RoleSpec } from '../roleSpec/roleSpec';
import { nodeKindsOf } from './nodeKinds';
import { pick } from './pick';
import type { PredictionInput } from './predict';
import { logFolder } from './preferences';
import { Problem, ProblemCode } from './Readiness';

/** What a problem makes of the spec of the role that has it. */
export type Mend = (
  spec: RoleSpec,
  problem: Problem,
  asked: PredictionInput,
) => RoleSpec;

function logsIn(
  spec: RoleSpec,
  { role, preferences, facts }: PredictionInput,
): NonNullable<RoleSpec['s3']> {
  const { s3BucketName: bucket } = preferences;
  const prefix = logFolder(preferences).replace(/\/$/, '');
  const owner =
    facts.bucket && 'known' in facts.bucket
      ? facts.bucket.known.ownerAccountId
      : undefined;
  const foreign = owner === roleOfArn(role.arn)?.accountId ? undefined : owner;
  const sameBucket = spec.s3?.bucket === bucket ? spec.s3 : undefined;
  return {
    bucket,
    ...(prefix ? { prefix } : {}),
    ...pick('bucketOwner', foreign ?? sameBucket?.bucketOwner),
    ...pick('kmsKeyArn', sameBucket?.kmsKeyArn),
  };
}

const logToBucket: Mend = (spec, _, asked) => ({
  ...spec,
  s3: logsIn(spec, asked),
});

const useBucketKey: Mend = (spec, { resource }, asked) => ({
  ...spec,
  s3: {
    ...logsIn(spec, asked),
    kmsKeyArn: resource,
  },
});

const logToGroup: Mend = (spec, _, { preferences }) => ({
  ...spec,
  cloudWatchLogs: {
    ...spec.cloudWatchLogs,
    logGroup: preferences.cloudWatchLogGroupName,
  },
});

const useSessionKey: Mend = (spec, { resource }) => ({
  ...spec,
  kmsKeyArn: resource,
});

/** A narrow policy lets nodes of one kind register. */
const registerNode: Mend = (spec, _, { role, facts }) => {
  const [target] = facts.target
    ? [facts.target]
    : nodeKindsOf(role, facts.region);
  if ((spec.target ?? 'ec2') === target) {
    return spec;
  }
  // Only a role for instances is in a profile, which is named for it.
  const { instanceProfileName, ...rest } = spec;
  return { ...rest, target };
};

/** The spec that each problem asks for, where a spec can. */
export const MENDS: Partial<Record<ProblemCode, Mend>> = {
  'trust-does-not-admit-the-node': registerNode,
  'not-in-instance-profile': registerNode,
  'update-instance-information-denied': registerNode,
  'session-key-decrypt-denied': useSessionKey,
  'cw-encryption-check-denied': logToGroup,
  'cw-streaming-dropped': logToGroup,
  'cw-group-check-denied': logToGroup,
  'cw-create-stream-denied': logToGroup,
  'cw-describe-streams-denied': logToGroup,
  'cw-put-events-denied': logToGroup,
  's3-encryption-check-denied': logToBucket,
  's3-encryption-check-skipped': logToBucket,
  's3-put-denied': logToBucket,
  's3-put-acl-denied': logToBucket,
  's3-key-generate-denied': useBucketKey,
};
