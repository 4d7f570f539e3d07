import { AgentMessage } from './AgentMessage';

const CLI = 'aws-cli: awscli/customizations/sessionmanager.py';
const API =
  'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartSession.html';

/** What is said before the node has any part in it. */
export const CLIENT_MESSAGES: readonly AgentMessage[] = [
  {
    id: 'target-not-connected',
    texts: [
      'An error occurred (TargetNotConnected) when calling the StartSession operation: * is not connected.',
      'TargetNotConnected',
    ],
    seenIn: 'terminal',
    stage: 'online',
    tells: [],
    comesWith: [
      'update-instance-information-denied',
      'create-control-channel-denied',
      'open-control-channel-denied',
    ],
    preferences: [],
    meaning:
      'The node is not connected to Session Manager: it is stopped, its agent does not run, it has no role or one that may not connect, or no way to the endpoints. Or it is in another region or account than was asked.',
    remedy:
      'Look whether the node is online. If its role was mended or attached just now, wait 25 to 30 minutes or restart the agent.',
    source: API,
  },
  {
    id: 'invalid-instance',
    texts: [
      'An error occurred (InvalidInstanceId) when calling the StartSession operation: *',
    ],
    seenIn: 'terminal',
    stage: 'client',
    tells: [],
    preferences: [],
    meaning:
      'Systems Manager does not know such a node in this region and account.',
    remedy: 'Check the id, the region and the account.',
    source: API,
  },
  {
    id: 'user-may-not-start',
    texts: [
      'An error occurred (AccessDeniedException) when calling the StartSession operation: *',
    ],
    seenIn: 'terminal',
    stage: 'client',
    tells: [],
    preferences: [],
    meaning:
      'Whoever starts the session may not. That is about the user, not about the node’s role.',
    remedy:
      'Allow ssm:StartSession on the node, and on the session document, to the user.',
    source: API,
  },
  {
    id: 'plugin-missing',
    texts: [
      'SessionManagerPlugin is not found. Please refer to SessionManager Documentation here: *',
    ],
    seenIn: 'terminal',
    stage: 'client',
    tells: [],
    preferences: [],
    meaning:
      'The AWS CLI on the user’s machine does not find the session manager plugin.',
    remedy:
      'Install the session manager plugin on the user’s machine, and have it on the PATH.',
    source: CLI,
  },
  {
    id: 'cannot-start',
    texts: ['Cannot perform start session: *'],
    seenIn: 'terminal',
    stage: 'client',
    tells: [],
    preferences: [],
    meaning:
      'The session manager plugin could not connect, for the reason behind it.',
    remedy:
      'Look at the reason. "EOF" and "bad handshake" are often a proxy on the user’s side.',
    source:
      'session-manager-plugin: src/sessionmanagerplugin/session/session.go',
  },
];
