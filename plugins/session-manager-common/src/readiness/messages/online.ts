import { AgentMessage } from './AgentMessage';

const ROLE_PROVIDER =
  'amazon-ssm-agent: common/identity/credentialproviders/ec2roleprovider/ec2_role_provider.go';
const CONTROL_CHANNEL =
  'amazon-ssm-agent: agent/session/controlchannel/controlchannel.go';

/** What the agent logs before any session. */
export const ONLINE_MESSAGES: readonly AgentMessage[] = [
  {
    id: 'profile-cannot-register',
    texts: [
      'Failed to connect to Systems Manager with instance profile role credentials. Err: *',
      'retrieved credentials failed to report to ssm. RequestId: * Error: *',
      'retrieved credentials failed to report to ssm. Error: *',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    tells: ['update-instance-information-denied'],
    preferences: [],
    meaning:
      'The role of the instance profile may not call ssm:UpdateInstanceInformation, so the agent does not use it.',
    remedy:
      'Allow ssm:UpdateInstanceInformation. The agent notices at its next try, 25 to 30 minutes later, or when it is restarted.',
    source: ROLE_PROVIDER,
  },
  {
    id: 'no-credentials',
    texts: [
      'no valid credentials could be retrieved for ec2 identity. Default Host Management Err: *',
      'Failed to connect to Systems Manager with SSM role credentials. *',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    tells: [],
    comesWith: ['update-instance-information-denied'],
    preferences: [],
    meaning:
      'Neither the instance profile nor Default Host Management gives the agent credentials that it can register with: the node stays offline.',
    remedy:
      'Give the instance profile’s role the permissions of Session Manager, or turn on Default Host Management in this region.',
    source: ROLE_PROVIDER,
  },
  {
    id: 'no-profile',
    texts: [
      'failed to retrieve instance profile role credentials. Err: *',
      'EC2RoleRequestError: no EC2 instance role found*',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    tells: [],
    preferences: [],
    meaning:
      'The instance has no instance profile, or the profile has no role.',
    remedy:
      'Attach an instance profile with the role. The agent notices at its next try, 25 to 30 minutes later, or when it is restarted.',
    source: ROLE_PROVIDER,
  },
  {
    id: 'no-fallback',
    texts: [
      'unexpected error getting instance profile role credentials or calling UpdateInstanceInformation. Skipping default host management fallback: *',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    tells: [],
    preferences: [],
    meaning:
      'The agent did not reach Systems Manager with the instance profile, for another reason than a refusal; for those it does not try Default Host Management.',
    remedy:
      'Look at the error behind it: often there is no way from the instance to the endpoints of Systems Manager.',
    source: ROLE_PROVIDER,
  },
  {
    id: 'create-control-channel',
    texts: [
      'CreateControlChannel failed with error: createControlChannel request failed: unexpected response from the service <AccessDeniedException>*',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    tells: ['create-control-channel-denied'],
    preferences: [],
    meaning:
      'The role may not call ssmmessages:CreateControlChannel, so the node never gets connected.',
    remedy:
      'Allow the four ssmmessages actions. A Deny, a permissions boundary or a VPC endpoint policy may stand in the way as well.',
    source: CONTROL_CHANNEL,
  },
  {
    id: 'open-control-channel',
    texts: [
      'failed to connect controlchannel with error: *',
      'failed to reconnect controlchannel with error: *',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    tells: ['open-control-channel-denied'],
    preferences: [],
    meaning:
      'The agent cannot open its control channel: the role may not call ssmmessages:OpenControlChannel, or the network does not let the websocket through.',
    remedy:
      'Allow ssmmessages:OpenControlChannel. If it is allowed, look at proxies and at the ssmmessages endpoint.',
    source: CONTROL_CHANNEL,
  },
  {
    id: 'health-ping',
    texts: ['error when calling AWS APIs. error details - *'],
    seenIn: 'agent-log',
    stage: 'online',
    tells: [],
    comesWith: ['update-instance-information-denied'],
    preferences: [],
    meaning:
      'The agent could not tell Systems Manager that it is alive. Sessions go on, but the node is shown as lost after a while.',
    remedy: 'Allow ssm:UpdateInstanceInformation on the node.',
    source: 'amazon-ssm-agent: agent/health/healthcheck.go',
  },
];
