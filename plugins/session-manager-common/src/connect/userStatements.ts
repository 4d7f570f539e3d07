import { PREFERENCES_DOCUMENT } from '../aws/preferencesDocument';
import { PolicyStatement } from '../policy/PolicyDocument';

/** The account and regions of sessions. The region `*` stands for any region. */
export interface SessionPlace {
  partition: string;
  accountId: string;
  regions: readonly string[];
}

export const OWN_SESSION_ACTIONS = [
  'ssm:TerminateSession',
  'ssm:ResumeSession',
];

/** Allows sessions to the nodes with a tag; without a tag, to every node. */
export function startOnNodes({
  partition,
  accountId,
  regions,
  instanceTag,
  nodeKinds,
}: SessionPlace & {
  instanceTag?: { key: string; value: string };
  nodeKinds: ReadonlyArray<'ec2' | 'hybrid'>;
}): PolicyStatement {
  const types = {
    ec2: ['ec2', 'instance'],
    hybrid: ['ssm', 'managed-instance'],
  };
  return {
    Effect: 'Allow',
    Action: 'ssm:StartSession',
    Resource: regions.flatMap(region =>
      nodeKinds.map(kind => {
        const [service, type] = types[kind];
        return `arn:${partition}:${service}:${region}:${accountId}:${type}/*`;
      }),
    ),
    ...(instanceTag
      ? {
          Condition: {
            StringEquals: {
              [`ssm:resourceTag/${instanceTag.key}`]: instanceTag.value,
            },
          },
        }
      : {}),
  };
}

/** A separate statement, because documents do not have the tag of the nodes. */
export function useSessionDocument({
  partition,
  accountId,
  regions,
  documentName = PREFERENCES_DOCUMENT,
}: SessionPlace & { documentName?: string }): PolicyStatement {
  return {
    Effect: 'Allow',
    Action: 'ssm:StartSession',
    Resource: oneOrMany(
      regions.map(
        region =>
          `arn:${partition}:ssm:${region}:${accountId}:document/${documentName}`,
      ),
    ),
  };
}

// For an assumed role, the ID of a session starts with the name of the role
// session, not with `aws:userid`. A pattern with it would allow IAM users only:
// https://github.com/aws/amazon-ssm-agent/issues/514
export function openDataChannel(place: SessionPlace): PolicyStatement {
  return {
    Effect: 'Allow',
    Action: 'ssmmessages:OpenDataChannel',
    Resource: sessionsIn(place),
  };
}

/**
 * Uses the tag of a session that contains the `aws:userid` of the person who
 * started it, also for an assumed role.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
 */
export function ownSessions(
  actions: string | readonly string[],
  place: SessionPlace,
): PolicyStatement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: sessionsIn(place),
    Condition: {
      StringLike: {
        // eslint-disable-next-line no-template-curly-in-string
        'ssm:resourceTag/aws:ssmmessages:session-id': ['${aws:userid}'],
      },
    },
  };
}

/** Allows only the keys in the session preferences. */
export function useSessionKeys(keys: readonly string[]): PolicyStatement {
  return {
    Effect: 'Allow',
    Action: 'kms:GenerateDataKey',
    Resource: oneOrMany([...new Set(keys)]),
  };
}

function sessionsIn({ partition, accountId, regions }: SessionPlace) {
  return oneOrMany(
    regions.map(
      region => `arn:${partition}:ssm:${region}:${accountId}:session/*`,
    ),
  );
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}
