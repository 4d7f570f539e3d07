import { navigation } from './navigation';

/** The messages about connecting to a node in English. */
export const connect = {
  button: navigation.connect,
  buttonFor: 'Connect to {{node}}',
  roleLink: 'Connect',
  roleLinkFor: 'Connect to a node of {{name}}',
  serviceLinkFor: 'Connect to {{service}}',
  title: 'Connect to {{node}}',
  place: '{{account}} · {{region}}',
  loading: 'Loading how to connect',
  loadingNodes: 'Loading the nodes of the service',
  nodes: 'Nodes of this service',
  none: 'No node was found. Nodes are found by the roles of this service, and by the tag {{key}} = {{value}}.',
  noOthers: 'No other node was found.',
  noneRead: 'No node was found, but not everything could be read.',
  incomplete:
    '{{place}} could not be read, so nodes may be missing from this list: {{message}}',
  close: 'Close',
  notListed:
    'This node is no longer a node of the service. It may have been terminated, or its role may have been removed.',
  online: 'Online',
  offline: 'Offline',
  unknown: 'Unknown',
  lastPing: 'last ping {{ago}}',
  obstacle: {
    'not-running': 'The instance is not running. Start it, then check again.',
    'waits-for-credentials':
      'The node is waiting for credentials. If an instance profile is attached or repaired after the agent started, the agent starts to use it within 30 minutes, or when it is restarted.',
    predicted: 'A session is predicted to fail.',
    'no-instance-profile':
      'The instance has no instance profile, so the node cannot come online. Attach the instance profile of a Session Manager role.',
    'connection-lost':
      'The node was online before, but its agent no longer responds. Check that the node is running and can reach the Systems Manager endpoints.',
    'never-connected':
      'The node has never connected to Systems Manager. Check that SSM Agent is installed and can reach the Systems Manager endpoints.',
    'not-read': 'It is unknown whether the node is online.',
  },
  console: 'Open in AWS console',
  consoleFor: 'Open in AWS console: session to {{node}}',
  command: 'AWS CLI',
  plugin: 'The command needs the Session Manager plugin for the AWS CLI.',
  pluginLink: 'Install the plugin',
  portForwarding: 'Port forwarding',
  ports:
    'Replace 80 with the port on the node, and 8080 with the port on your computer.',
  ssh: 'SSH',
  sshUser:
    'Replace ec2-user with a user on the node. Your public key must be on the node.',
  copy: 'Copy the command: {{what}}',
  copied: 'Command copied',
  justInTime:
    'This account uses just-in-time node access. Request access, and start the session with the credentials that you receive after approval.',
  justInTimeLink: 'Just-in-time node access in the AWS documentation',
  request: '1. Request access',
  requestText: 'Replace REASON with the reason for the access.',
  token: '2. Get the credentials after approval',
  tokenText:
    'Replace ACCESS_REQUEST_ID with the ID that the first command returned. Then set the credentials in your terminal and start the session.',
  needs: 'What your AWS identity needs',
  needsText:
    'Your IAM user, or the permission set that you use in IAM Identity Center, needs this policy. It is limited to the nodes of this service in {{account}}.',
  policy: 'Policy',
  copyPolicy: 'Copy the policy',
  policyCopied: 'Policy copied',
  tunnels: 'Also needed for port forwarding and SSH',
  copyTunnels: 'Copy the statement for port forwarding and SSH',
  tunnelsCopied: 'Statement copied',
  untagged:
    'The policy does not allow sessions to this node: it does not have the tag {{key}} = {{value}}. Add the tag to the node.',
  tagUnknown:
    'The policy allows sessions only to nodes with the tag {{key}} = {{value}}. Check that this node has it.',
  mayLack: 'The policy may be missing the session key: {{reason}} {{remedy}}',
} as const;
