import { AgentMessage } from './AgentMessage';

const CLI = 'aws-cli: awscli/customizations/sessionmanager.py';
const USER_POLICIES =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html';
const API =
  'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartSession.html';

/** Messages that appear before the node is involved. */
export const CLIENT_MESSAGES = [
  {
    id: 'target-not-connected',
    texts: [
      'An error occurred (TargetNotConnected) when calling the StartSession operation: * is not connected.',
      'TargetNotConnected',
    ],
    seenIn: 'terminal',
    stage: 'online',
    problemCodes: [],
    relatedCodes: [
      'update-instance-information-denied',
      'create-control-channel-denied',
      'open-control-channel-denied',
    ],
    preferences: [],
    meaning:
      'The node is not connected to Session Manager: it is stopped, its agent does not run, it has no role or one that may not connect, or no way to the endpoints. Or it is in another region or account than was asked.',
    remedy:
      'Check whether the node is online, and that the region is the node’s (--region). If its role was repaired or attached just now, wait up to 30 minutes or restart the agent.',
    source: API,
  },
  {
    id: 'invalid-instance',
    texts: [
      'An error occurred (InvalidInstanceId) when calling the StartSession operation: *',
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
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
    problemCodes: [],
    preferences: [],
    meaning:
      'The person who starts the session is not allowed to. The node’s role is not involved.',
    remedy:
      'Allow the person ssm:StartSession on the node and on the session document.',
    source: API,
  },
  {
    id: 'user-may-not-terminate',
    texts: [
      'An error occurred (AccessDeniedException) when calling the TerminateSession operation: *',
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: [],
    meaning:
      'The person may not end the session. The AWS CLI ends a session by itself when it does not find the Session Manager plugin, so that a missing plugin shows as this refusal.',
    remedy:
      'Check first that the Session Manager plugin is installed (session-manager-plugin --version). Then allow the person ssm:TerminateSession on their own sessions.',
    source: 'aws/aws-cli #9837',
  },
  {
    id: 'user-may-not-resume',
    texts: [
      'An error occurred (AccessDeniedException) when calling the ResumeSession operation: *',
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: [],
    meaning:
      'The person may not resume the session after their connection broke. The node’s role is not involved.',
    remedy: 'Allow the person ssm:ResumeSession on their own sessions.',
    source: USER_POLICIES,
  },
  {
    id: 'advanced-tier',
    texts: [
      'An error occurred (BadRequest) when calling the StartSession operation: Enable advanced-instances tier to use Session Manager with your on-premises instances',
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: ['standard-instances-tier'],
    preferences: [],
    meaning:
      'The node is a hybrid node (mi-…), and the account uses the standard-instances tier in this region. Session Manager connects to hybrid nodes in the advanced-instances tier only.',
    remedy:
      'Set the service setting /ssm/managed-instance/activation-tier to advanced in this account and region. AWS charges for advanced instances.',
    source:
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-enable-advanced-instances-tier.html',
  },
  {
    id: 'invalid-document',
    texts: [
      'An error occurred (InvalidDocument) when calling the StartSession operation: *',
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: [],
    meaning:
      'The session document that was named does not exist in this account and region, or is not of the type Session.',
    remedy:
      'Check --document-name, or leave it out to use the account’s session preferences.',
    source: API,
  },
  {
    id: 'plugin-missing',
    texts: [
      'SessionManagerPlugin is not found. Please refer to SessionManager Documentation here: *',
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: [],
    meaning:
      'The AWS CLI on the user’s machine does not find the Session Manager plugin.',
    remedy:
      'Install the Session Manager plugin on the user’s machine, on the PATH.',
    source: CLI,
  },
  {
    id: 'cannot-start',
    texts: ['Cannot perform start session: *'],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: [],
    meaning:
      'The Session Manager plugin could not connect, for the reason that follows.',
    remedy:
      'Read the reason. "EOF" and "bad handshake" often come from a proxy on the user’s side.',
    source:
      'session-manager-plugin: src/sessionmanagerplugin/session/session.go',
  },
  {
    id: 'plugin-called-otherwise',
    texts: [
      'Unknown operation *. Use session-manager-plugin --version to check the version.',
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: [],
    meaning:
      'A program started the Session Manager plugin in a way that this version does not know: an old plugin, or a third-party client.',
    remedy:
      'Update the Session Manager plugin. If a third-party client calls it, try aws ssm start-session instead.',
    source:
      'session-manager-plugin: src/sessionmanagerplugin/session/session.go',
  },
] as const satisfies readonly AgentMessage[];
