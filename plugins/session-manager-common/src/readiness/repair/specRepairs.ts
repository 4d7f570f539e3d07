import { roleOfArn } from '../../aws/arn';
import { RoleSpec } from '../../roleSpec/roleSpec';
import { nodeKindsOf } from '../model/nodeKinds';
import { pick } from './pick';
import type { PredictionInput } from '../predict/predict';
import { logPrefix } from '../model/preferences';
import { Problem, ProblemCode } from '../model/Readiness';

/** Changes a spec to fix a problem of its role. */
export type SpecRepair = (
  spec: RoleSpec,
  problem: Problem,
  input: PredictionInput,
) => RoleSpec;

function logsIn(
  spec: RoleSpec,
  { role, preferences, facts }: PredictionInput,
): NonNullable<RoleSpec['s3']> {
  const { s3BucketName: bucket } = preferences;
  const prefix = logPrefix(preferences);
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

const logToBucket: SpecRepair = (spec, _, input) => ({
  ...spec,
  s3: logsIn(spec, input),
});

const useBucketKey: SpecRepair = (spec, { resource }, input) => ({
  ...spec,
  s3: {
    ...logsIn(spec, input),
    kmsKeyArn: resource,
  },
});

const logToGroup: SpecRepair = (spec, _, { preferences }) => ({
  ...spec,
  cloudWatchLogs: {
    ...spec.cloudWatchLogs,
    logGroup: preferences.cloudWatchLogGroupName,
  },
});

const useSessionKey: SpecRepair = (spec, { resource }) => ({
  ...spec,
  kmsKeyArn: resource,
});

/** A least-privilege policy allows nodes of one kind only to register. */
const registerNode: SpecRepair = (spec, _, { role, facts }) => {
  const [target] = facts.target
    ? [facts.target]
    : nodeKindsOf(role, facts.region);
  if ((spec.target ?? 'ec2') === target) {
    return spec;
  }
  // Only a role for EC2 instances is in an instance profile, which is named
  // after it.
  const { instanceProfileName, ...rest } = spec;
  return { ...rest, target };
};

/** The repair for each problem that a spec can fix. */
export const SPEC_REPAIRS: Partial<Record<ProblemCode, SpecRepair>> = {
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
