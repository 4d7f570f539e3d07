import { AgentMessage } from './AgentMessage';

const ROLE_PROVIDER =
  'amazon-ssm-agent: common/identity/credentialproviders/ec2roleprovider/ec2_role_provider.go';
const CONTROL_CHANNEL =
  'amazon-ssm-agent: agent/session/controlchannel/controlchannel.go';

/** Newer agents write the first two messages; older agents hibernate. */
const REGISTERING = [
  'Failed to connect to Systems Manager with instance profile role credentials. Err: ',
  'retrieved credentials failed to report to ssm. * Error: ',
  'retrieved credentials failed to report to ssm. Error: ',
  'Entering SSM Agent hibernate - ',
  'Entering SSM Agent Worker hibernate - ',
  'Health ping failed with error - ',
];

/** Messages in the agent's log before any session. */
export const ONLINE_MESSAGES = [
  {
    id: 'role-not-assumed',
    texts: [
      'failed to retrieve instance profile role credentials. Err: *AssumeRoleUnauthorizedAccess*',
      'EC2RoleRequestError: *AssumeRoleUnauthorizedAccess*',
      'AssumeRoleUnauthorizedAccess*',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    problemCodes: ['trust-does-not-admit-the-node'],
    preferences: [],
    meaning:
      'EC2 may not assume the role of the instance profile, so the instance gets no credentials. The agent then tries Default Host Management.',
    remedy:
      'Let ec2.amazonaws.com (ec2.amazonaws.com.cn in China) assume the role in its trust policy. The agent notices at its next try, 25 to 30 minutes later, or when it is restarted.',
    source: ROLE_PROVIDER,
  },
  {
    id: 'profile-cannot-register',
    texts: [
      'Failed to connect to Systems Manager with instance profile role credentials. Err: *',
    ],
    after: { heads: REGISTERING, error: 'refusal' },
    seenIn: 'agent-log',
    stage: 'online',
    problemCodes: ['update-instance-information-denied'],
    preferences: [],
    meaning:
      'The role of the instance profile is not allowed to call ssm:UpdateInstanceInformation, so the agent does not use it.',
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
    problemCodes: [],
    relatedCodes: ['update-instance-information-denied'],
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
    problemCodes: ['not-in-instance-profile'],
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
    problemCodes: [],
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
    problemCodes: ['create-control-channel-denied'],
    preferences: [],
    meaning:
      'The role is not allowed to call ssmmessages:CreateControlChannel, so the node never gets connected.',
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
    problemCodes: ['open-control-channel-denied'],
    preferences: [],
    meaning:
      'The agent cannot open its control channel: the role is not allowed to call ssmmessages:OpenControlChannel, or the network does not let the websocket through.',
    remedy:
      'Allow ssmmessages:OpenControlChannel. If it is allowed, look at proxies and at the ssmmessages endpoint.',
    source: CONTROL_CHANNEL,
  },
  {
    id: 'register-failed',
    texts: [
      'Entering SSM Agent hibernate - *',
      'Failed to connect to Systems Manager with instance profile role credentials. Err: *',
    ],
    after: { heads: REGISTERING, error: 'failure' },
    seenIn: 'agent-log',
    stage: 'online',
    problemCodes: [],
    relatedCodes: ['update-instance-information-denied'],
    preferences: [],
    meaning:
      'The agent could not register the node with Systems Manager and waits before it tries again: the node stays offline.',
    remedy:
      'Read the error that follows: no role on the instance, an activation that does not exist any more, or no way to the endpoints of Systems Manager.',
    source:
      'amazon-ssm-agent: agent/agent.go, agent/hibernation/hibernation.go',
  },
  {
    id: 'fingerprint',
    texts: [
      'RequestManagedInstanceRoleToken: MachineFingerprintDoesNotMatch*',
      "MachineFingerprintDoesNotMatch: Fingerprint doesn't match",
      'MachineFingerprintDoesNotMatch: Fingerprint does not match',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    problemCodes: [],
    preferences: [],
    meaning:
      'The hybrid node’s hardware or machine id is not the one that it was registered with: it was cloned from an image, its hardware changed, or its machine id does not persist over a restart. Systems Manager gives it no credentials.',
    remedy:
      'Make /etc/machine-id persist, then register the node again with a new activation. Remove the registration from images before they are cloned.',
    source:
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/troubleshooting-ssm-agent.html',
  },
  {
    id: 'node-deregistered',
    texts: [
      'error occurred in RequestManagedInstanceRoleToken: InvalidInstanceId: Not existing InstanceId *',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    problemCodes: [],
    preferences: [],
    meaning:
      'The hybrid node’s registration was removed from this account and region, or the machine carries that of another one.',
    remedy:
      'Register the node again with a new activation (amazon-ssm-agent -register -clear, then -register).',
    source: 'aws/amazon-ssm-agent #381',
  },
  {
    id: 'activation-invalid',
    texts: [
      'Registration failed due to error registering the instance with AWS SSM. InvalidActivation*',
      'Registration failed due to error registering the instance with AWS SSM. ActivationExpired*',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    problemCodes: [],
    preferences: [],
    meaning:
      'The activation has expired, was deleted, has registered as many nodes as it may, or belongs to another region. The node’s role is not involved.',
    remedy:
      'Create another activation for the role, and register with its id, code and region.',
    source: 'amazon-ssm-agent: agent/agent_parser.go',
  },
  {
    id: 'registration-failed',
    texts: [
      'Registration failed due to error registering the instance with AWS SSM. *',
      'Registration failed due to *',
    ],
    seenIn: 'agent-log',
    stage: 'online',
    problemCodes: [],
    preferences: [],
    meaning: 'The machine could not be registered as a hybrid node.',
    remedy:
      'Read the error that follows: often the region is mistyped, the endpoints of Systems Manager cannot be reached, or the command needs root.',
    source: 'amazon-ssm-agent: agent/agent_parser.go',
  },
  {
    id: 'health-ping',
    texts: ['error when calling AWS APIs. error details - *'],
    seenIn: 'agent-log',
    stage: 'online',
    problemCodes: [],
    relatedCodes: ['update-instance-information-denied'],
    preferences: [],
    meaning:
      'The agent could not tell Systems Manager that it is alive. Sessions go on, but the node is shown as lost after a while.',
    remedy: 'Allow ssm:UpdateInstanceInformation on the node.',
    source: 'amazon-ssm-agent: agent/health/healthcheck.go',
  },
] as const satisfies readonly AgentMessage[];
