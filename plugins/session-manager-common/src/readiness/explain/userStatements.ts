import { parseArn } from '../../aws/arn';
import { PolicyStatement } from '../../policy/PolicyDocument';

/**
 * Where a person's session goes, as far as it is known. What is not known is a
 * wildcard in the statements, which the person's administrator narrows.
 *
 * @public
 */
export interface SessionDestination {
  partition: string;
  region: string;
  accountId: string;
  /** The tag by which instances are known to be the service's. */
  instanceTag?: { key: string; value: string };
  /** The ARN of the key that the preferences encrypt sessions with. */
  sessionKeyArn?: string;
  /** The session document; default: the account's session preferences. */
  documentName?: string;
}

const DEFAULT_DOCUMENT = 'SSM-SessionManagerRunShell';

// AWS's own samples: a person may end and resume only sessions that they
// started, also where they have assumed a role.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
const OWN_SESSIONS = {
  StringLike: {
    // eslint-disable-next-line no-template-curly-in-string
    'ssm:resourceTag/aws:ssmmessages:session-id': ['${aws:userid}'],
  },
};

type Statements = (destination: SessionDestination) => PolicyStatement[];

const ownSessions =
  (action: string): Statements =>
  ({ partition, accountId }) => [
    {
      Effect: 'Allow',
      Action: action,
      Resource: `arn:${partition}:ssm:*:${accountId}:session/*`,
      Condition: OWN_SESSIONS,
    },
  ];

/** What a person's own policy needs, by the action that was refused. */
const USER_STATEMENTS: ReadonlyMap<string, Statements> = new Map<
  string,
  Statements
>([
  [
    'ssm:startsession',
    ({
      partition,
      region,
      accountId,
      instanceTag,
      documentName = DEFAULT_DOCUMENT,
    }) => [
      {
        Effect: 'Allow',
        Action: 'ssm:StartSession',
        Resource: [
          `arn:${partition}:ec2:${region}:${accountId}:instance/*`,
          `arn:${partition}:ssm:${region}:${accountId}:managed-instance/*`,
        ],
        ...(instanceTag
          ? {
              Condition: {
                StringEquals: {
                  [`ssm:resourceTag/${instanceTag.key}`]: instanceTag.value,
                },
              },
            }
          : {}),
      },
      {
        Effect: 'Allow',
        Action: 'ssm:StartSession',
        Resource: `arn:${partition}:ssm:${region}:${accountId}:document/${documentName}`,
      },
    ],
  ],
  ['ssm:terminatesession', ownSessions('ssm:TerminateSession')],
  ['ssm:resumesession', ownSessions('ssm:ResumeSession')],
  [
    'ssmmessages:opendatachannel',
    ({ partition, accountId }) => [
      {
        Effect: 'Allow',
        Action: 'ssmmessages:OpenDataChannel',
        Resource: `arn:${partition}:ssm:*:${accountId}:session/*`,
      },
    ],
  ],
  [
    'kms:generatedatakey',
    ({ sessionKeyArn }) =>
      sessionKeyArn
        ? [
            {
              Effect: 'Allow',
              Action: 'kms:GenerateDataKey',
              Resource: sessionKeyArn,
            },
          ]
        : [],
  ],
]);

/**
 * The statements that the policy of the person who starts a session needs,
 * where AWS refused them an action: empty where it is none of a user's.
 *
 * @public
 */
export function userStatements(
  action: string,
  destination: SessionDestination,
): PolicyStatement[] {
  return USER_STATEMENTS.get(action.toLowerCase())?.(destination) ?? [];
}

/** Where a refused call went, by the ARN that AWS names. */
export function destinationOf(
  resource: string | undefined,
): SessionDestination | undefined {
  const arn = resource ? parseArn(resource) : undefined;
  if (!arn?.region || !arn.accountId) {
    return undefined;
  }
  const { partition, region, accountId, service } = arn;
  return {
    partition,
    region,
    accountId,
    ...(service === 'kms' ? { sessionKeyArn: resource } : {}),
  };
}
