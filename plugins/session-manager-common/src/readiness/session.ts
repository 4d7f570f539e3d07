import { roleOfArn } from '../aws/arn';
import { PolicyDocument } from '../policy/PolicyDocument';
import { AgentCall, AGENT_CALLS, AgentCallId } from './agentCalls';
import { Call, CallOutcome, deciderOf } from './calls';
import { SessionRole } from './sessionRole';
import { BucketFacts, Missing, SessionFacts } from './facts';
import { bucketKeyOf, Key, keyOf } from './keys';
import {
  KEYS_OF_DIRECT_CALL,
  KEYS_OF_NODE,
  KEYS_OF_S3_CALL,
  keysOfAssumer,
  keysOfCaller,
  keysOfOrganization,
} from './knownKeys';
import { Assumer, NodeKind } from '../trust/judgeTrust';
import { lazy, memo } from './memo';
import { logFolder, SessionPreferences } from './preferences';

/** A session on a role, as far as it can be told before it starts. */
export interface Session {
  roleArn: string;
  roleId: string | undefined;
  policies: readonly PolicyDocument[];
  partition: string;
  region: string;
  accountId: string;
  target: NodeKind;
  /** Who assumes the role for the node. */
  assumer: Assumer;
  /** The role's own; absent where they are not known. */
  trust: SessionRole['trust'];
  instanceProfileArns: SessionRole['instanceProfileArns'];
  preferences: SessionPreferences;
  facts: SessionFacts;
  /** The bucket's facts, where it is known at all. */
  bucket: BucketFacts | undefined;
  /** Asks for one of the agent's calls. */
  ask(id: AgentCallId, more?: Partial<Call>): CallOutcome;
  /** Asks for a call that S3 makes for the role. */
  askThroughS3(id: AgentCallId, more: Partial<Call>): CallOutcome;
  /** What one of the agent's calls is about, in words of its table. */
  place(template: string, more?: Readonly<Record<string, string>>): string;
  sessionKey(): Key | undefined;
  /** The key of a bucket that is encrypted with KMS. */
  bucketKey(): Key;
}

interface Home {
  partition: string;
  region: string;
  accountId: string;
}

/** Throws a `RangeError` where the ARN is no role's. */
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
  // Default Host Management lends its role to instances.
  const target = assumer === 'hybrid' ? assumer : 'ec2';
  const home = { partition, region, accountId };
  const bucket =
    facts.bucket && 'known' in facts.bucket ? facts.bucket.known : undefined;
  const bucketHome = { ...home, region: bucket?.region ?? region };
  const places = placesOf(home, target, preferences);
  const place: Session['place'] = (template, more) =>
    inPlaces(template, more ? { ...places, ...more } : places);
  const decide = deciderOf(role);
  const ofNode = lazy(() => [KEYS_OF_NODE, keysOfCaller(role.roleId, assumer)]);
  const direct = lazy(() => [
    ...ofNode(),
    KEYS_OF_DIRECT_CALL,
    keysOfAssumer({ ...home, assumer }),
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
    ...home,
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
        ? keyOf(preferences.kmsKeyId, home, {
            arn: facts.sessionKeyArn,
            policy: facts.sessionKeyPolicy,
          })
        : undefined,
    bucketKey: () => bucketKeyOf(bucket, bucketHome, facts),
  };
}

/** What the table of the agent's calls has in braces. */
function placesOf(
  { partition, region, accountId }: Home,
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

/** What stands at even places is text, at odd ones the name of a place. */
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
 * Where AWS may authorize a call on another resource than the one it is known
 * for, nothing is sure that only one of them tells.
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

const NOT_TOLD: Missing = {
  reason: 'Nothing is told of the bucket.',
  settle: 'Tell who owns the bucket, where it is and how it is encrypted.',
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
      resourcePolicy: { missing: bucket?.unknown ?? NOT_TOLD },
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
