/** The messages of a form that fills itself in, in English. */
export const roleForm = {
  change: 'Change: {{what}}',
  close: 'Close: {{what}}',
  changeShort: 'Change',
  closeShort: 'Close',
  group: {
    name: 'Role name',
    s3: 'Logs to Amazon S3',
    cloudWatch: 'Logs to CloudWatch Logs',
    key: 'Session key',
    advanced: 'Advanced settings',
  },
  from: {
    preferences: 'from the session preferences of {{account}}',
    role: 'current setting of the role',
    service: 'default for the service',
    default: 'defaults',
    entered: 'entered here',
  },
  none: 'None',
  noLogs: 'No logs',
  noName: 'Not set',
  anyLogGroup: 'Any log group',
  encrypted: 'encrypted with {{key}}',
  owner: 'bucket of account {{account}}',
  differs: 'The session preferences of {{account}} differ: {{values}}.',
  differsValue: '{{field}} {{value}}',
  usePreferences: 'Use the session preferences',
  region: 'Region',
  regionHelp:
    'The region of the nodes. Each region has its own session preferences.',
  reading: 'Reading the session preferences…',
  found:
    'Filled in from the session preferences of {{account}} ({{region}}). Checked {{ago}}.',
  absent:
    '{{account}} has no session preferences in {{region}}, so sessions there are not logged, and not encrypted with a KMS key. Checked {{ago}}.',
  unknown:
    'The session preferences of {{account}} could not be read, so the bucket, the log group and the keys are not filled in. Enter those that the preferences name: without them, sessions fail or logs are lost.',
  again: 'check again',
  unknownField: '{{field}} is not known: {{reason}} {{remedy}}',
  role: {
    found: '{{name}} exists. The form shows its current settings.',
    unrecorded:
      '{{name}} exists, but the portal has no record of its settings: which bucket, log group and keys it may use, and its tags, are not known. The form is filled in from the session preferences.',
    unmanaged: 'To change it, turn on "Adopt an existing role".',
    imported:
      'The portal did not create it. Import it into the tool that applies the files, or choose another name.',
    hidden:
      '{{name}} exists and you are not allowed to see it. Choose another name.',
    unknown: 'Whether {{name}} exists is not known.',
  },
} as const;

/** The messages of the confirmation of what a role would lose, in English. */
export const losses = {
  title: 'What the role would lose',
  text: '{{name}} would lose settings that it has now:',
  confirm: 'Remove these settings',
  required:
    'The role would lose settings that it has now. Confirm that, or change the form.',
  loading:
    'The settings of the account or the role were still being read. Check what was filled in, and continue.',
  field: {
    s3: 'Logs to Amazon S3: {{value}}',
    'bucket-key': 'Bucket key: {{value}}',
    'bucket-owner': 'Bucket owner: {{value}}',
    cloudWatchLogs: 'Logs to CloudWatch Logs: {{value}}',
    kmsKeyArn: 'Session key: {{value}}',
    permissionsBoundaryArn: 'Permissions boundary: {{value}}',
    target: 'Node type: {{value}}',
    roleTags: 'Role tag: {{value}}',
    policyTags: 'Policy tag: {{value}}',
  },
} as const;
