import { parseArn } from '../../aws/arn';
import {
  openDataChannel,
  OWN_SESSION_ACTIONS,
  ownSessions,
  startOnNodes,
  useSessionDocument,
  useSessionKeys,
} from '../../connect/userStatements';
import { PolicyStatement } from '../../policy/PolicyDocument';

/**
 * The destination of a person's session. Unknown parts become wildcards in the
 * statements, to be narrowed by the person's administrator.
 *
 * @public
 */
export interface SessionDestination {
  partition: string;
  region: string;
  accountId: string;
  /** The tag that identifies the service's instances. */
  instanceTag?: { key: string; value: string };
  /** The ARN of the key in the preferences that encrypts sessions. */
  sessionKeyArn?: string;
  /**
   * The name of the session document. Defaults to the session preferences of
   * the account.
   */
  documentName?: string;
}

type Statements = (destination: SessionDestination) => PolicyStatement[];

// The message may come from another region than the known one.
const anywhere = ({ partition, accountId }: SessionDestination) => ({
  partition,
  accountId,
  regions: ['*'],
});

const ownSessionsBy =
  (action: string): Statements =>
  destination => [ownSessions(action, anywhere(destination))];

/** The statements for a person's policy, by denied action. */
const USER_STATEMENTS: ReadonlyMap<string, Statements> = new Map<
  string,
  Statements
>([
  [
    'ssm:startsession',
    ({ region, ...destination }) => {
      const place = { ...destination, regions: [region] };
      return [
        startOnNodes({ ...place, nodeKinds: ['ec2', 'hybrid'] }),
        useSessionDocument(place),
      ];
    },
  ],
  ...OWN_SESSION_ACTIONS.map((action): [string, Statements] => [
    action.toLowerCase(),
    ownSessionsBy(action),
  ]),
  [
    'ssmmessages:opendatachannel',
    destination => [openDataChannel(anywhere(destination))],
  ],
  [
    'kms:generatedatakey',
    ({ sessionKeyArn }) =>
      sessionKeyArn ? [useSessionKeys([sessionKeyArn])] : [],
  ],
]);

/**
 * Returns the statements that the policy of a person who starts sessions needs
 * after AWS denied an action. Empty if users do not need the action.
 *
 * @public
 */
export function userStatements(
  action: string,
  destination: SessionDestination,
): PolicyStatement[] {
  return USER_STATEMENTS.get(action.toLowerCase())?.(destination) ?? [];
}

/**
 * Derives the destination of a session from the ARN in an access denied error.
 */
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
