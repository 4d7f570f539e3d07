import { roleOfArn } from '../../aws/arn';
import { PolicyDocument } from '../../policy/PolicyDocument';
import { AgentCall, AGENT_CALLS, AgentCallId } from '../model/agentCalls';
import { Call, CallOutcome, createDecider } from './calls';
import { SessionRole } from '../model/sessionRole';
import { BucketFacts, UnknownReason, SessionFacts } from '../model/facts';
import { bucketKeyOf, Key, keyOf } from './keys';
import {
  KEYS_OF_DIRECT_CALL,
  KEYS_OF_NODE,
  KEYS_OF_S3_CALL,
  keysOfAssumer,
  keysOfCaller,
  keysOfOrganization,
} from './knownKeys';
import { Assumer, NodeKind } from '../../trust/evaluateTrust';
import { lazy, memo } from './memo';
import { logFolder, SessionPreferences } from '../model/preferences';

/** The session to predict: the role, the facts, and the agent's calls. */
export interface Session {
  roleArn: string;
  roleId: string | undefined;
  policies: readonly PolicyDocument[];
  partition: string;
  region: string;
  accountId: string;
  target: NodeKind;
  /** The service that assumes the role for the node. */
  assumer: Assumer;
  /** The role's trust policy; absent if unknown. */
  trust: SessionRole['trust'];
  instanceProfileArns: SessionRole['instanceProfileArns'];
  preferences: SessionPreferences;
  facts: SessionFacts;
  /** The facts on the bucket; `undefined` if unknown. */
  bucket: BucketFacts | undefined;
  /** Evaluates one of the agent's calls. */
  ask(id: AgentCallId, more?: Partial<Call>): CallOutcome;
  /** Evaluates a call that S3 makes on behalf of the role. */
  askThroughS3(id: AgentCallId, more: Partial<Call>): CallOutcome;
  /** Fills the placeholders of a resource in the table of calls. */
  place(template: string, more?: Readonly<Record<string, string>>): string;
  sessionKey(): Key | undefined;
  /** The KMS key that encrypts the bucket. */
  bucketKey(): Key;
}

interface RoleLocation {
  partition: string;
  region: string;
  accountId: string;
}

/** Creates the session. Throws a `RangeError` if the ARN is not a role ARN. */
export function sessionOf(
  role: SessionRole,
  preferences: SessionPreferences,
  facts: SessionFacts,
  assumer: Assumer,
): Session {
  const arn = roleOfArn(role.arn);
  if (!arn) {
    throw new RangeError(`"${role.arn}" is not the ARN of a role`);
  }
  const { partition, accountId } = arn;
  const { region } = facts;
  // Default Host Management provides credentials to EC2 instances only.
  const target = assumer === 'hybrid' ? assumer : 'ec2';
  const roleLocation = { partition, region, accountId };
  const bucket =
    facts.bucket && 'known' in facts.bucket ? facts.bucket.known : undefined;
  const bucketLocation = { ...roleLocation, region: bucket?.region ?? region };
  const places = placesOf(roleLocation, target, preferences);
  const place: Session['place'] = (template, more) =>
    inPlaces(template, more ? { ...places, ...more } : places);
  const decide = createDecider(role);
  const ofNode = lazy(() => [KEYS_OF_NODE, keysOfCaller(role.roleId, assumer)]);
  const direct = lazy(() => [
    ...ofNode(),
    KEYS_OF_DIRECT_CALL,
    keysOfAssumer({ ...roleLocation, assumer }),
  ]);
  const bucketSide = sideOfBucket(facts);
  const call = (
    id: AgentCallId,
    keys: Call['keys'],
    more: Partial<Call>,
  ): Call => {
    const { action, resource } = AGENT_CALLS[id];
    const onBucket = action.startsWith('s3:');
    const about = {
      resource: place(resource),
      ...(onBucket ? bucketSide : { region }),
      ...more,
    };
    const { resourceAccountId: owner = accountId, ownerIsUnknown } = about;
    const isOwn = owner === accountId && !ownerIsUnknown;
    return {
      action,
      ...about,
      keys: () => [
        ...keys(),
        ...(onBucket ? [KEYS_OF_S3_CALL] : []),
        ...keysOfOrganization(facts.organizationId, isOwn),
        ...(more.keys?.() ?? []),
      ],
    };
  };
  const ask = (id: AgentCallId, more: Partial<Call> = {}) =>
    withOther(AGENT_CALLS[id], place, resource =>
      decide({ ...call(id, direct, more), ...(resource ? { resource } : {}) }),
    );
  const askOnce = memo((id: AgentCallId) => ask(id));
  return {
    roleArn: role.arn,
    roleId: role.roleId,
    policies: role.policies,
    ...roleLocation,
    target,
    assumer,
    trust: role.trust,
    instanceProfileArns: role.instanceProfileArns,
    preferences,
    facts,
    bucket,
    ask: (id, more) => (more ? ask(id, more) : askOnce(id)),
    askThroughS3: (id, more) =>
      decide({
        ...call(id, ofNode, more),
        region: bucket?.region ?? region,
      }),
    place,
    sessionKey: () =>
      preferences.kmsKeyId
        ? keyOf(preferences.kmsKeyId, roleLocation, {
            arn: facts.sessionKeyArn,
            policy: facts.sessionKeyPolicy,
          })
        : undefined,
    bucketKey: () => bucketKeyOf(bucket, bucketLocation, facts),
  };
}

/** The values for the placeholders in the table of the agent's calls. */
function placesOf(
  { partition, region, accountId }: RoleLocation,
  target: Session['target'],
  preferences: SessionPreferences,
): Record<string, string> {
  return {
    partition,
    region,
    account: accountId,
    node:
      target === 'hybrid'
        ? `arn:${partition}:ssm:${region}:${accountId}:managed-instance/*`
        : `arn:${partition}:ec2:${region}:${accountId}:instance/*`,
    logGroup: preferences.cloudWatchLogGroupName,
    bucket: `arn:${partition}:s3:::${preferences.s3BucketName}`,
    folder: logFolder(preferences),
  };
}

/**
 * The parts at even positions are text, those at odd positions names of
 * placeholders.
 */
const partsOf = memo((template: string) => template.split(/[{}]/));

function inPlaces(
  template: string,
  places: Readonly<Record<string, string>>,
): string {
  return partsOf(template)
    .map((part, index) => (index % 2 === 0 ? part : (places[part] ?? '')))
    .join('');
}

/**
 * If AWS may authorize a call on another resource than the documented one, the
 * decision is certain only if it is the same for both.
 */
function withOther(
  { resourceToo }: AgentCall,
  place: (template: string) => string,
  ask: (resource?: string) => CallOutcome,
): CallOutcome {
  const outcome = ask();
  if (resourceToo === undefined) {
    return outcome;
  }
  const other = ask(place(resourceToo));
  const isDenied = ({ decision }: CallOutcome) => decision.outcome === 'denied';
  const mayBeAllowed =
    isDenied(outcome) &&
    !outcome.refusedBy.includes('deny') &&
    !isDenied(other);
  const mayBeDenied = !isDenied(outcome) && other.refusedBy.includes('deny');
  return mayBeAllowed || mayBeDenied
    ? {
        call: outcome.call,
        decision: { outcome: 'unknown', decisive: other.decision.decisive },
        refusedBy: [],
      }
    : outcome;
}

const BUCKET_UNKNOWN: UnknownReason = {
  reason: 'There is no information about the bucket.',
  remedy: 'Specify the owner, region and encryption of the bucket.',
};

function sideOfBucket({
  bucket,
}: SessionFacts): Pick<
  Call,
  'region' | 'resourceAccountId' | 'ownerIsUnknown' | 'resourcePolicy'
> {
  if (!bucket || 'unknown' in bucket) {
    return {
      ownerIsUnknown: true,
      resourcePolicy: { missing: bucket?.unknown ?? BUCKET_UNKNOWN },
    };
  }
  const { region, ownerAccountId, policy, unknown } = bucket.known;
  return {
    region,
    resourceAccountId: ownerAccountId,
    resourcePolicy: unknown?.policy
      ? { missing: unknown.policy }
      : { document: policy },
  };
}
