/** The words of the preview in a template's form, and of the choices. */
export const preview = {
  mayNot:
    'You may not create or request this role: the run would be refused. Ask the owner of the service or the team that runs this portal.',
  title: 'What would come of it',
  incomplete:
    'Fill the form in: once it is complete, this shows the role that would come of it.',
  looking: 'Looking at what would come of it…',
  ready: 'The preview is up to date.',
  refused: 'The form cannot be sent like this. {{detail}}',
  readiness: 'Would sessions work?',
  readinessUnknown:
    'That is not known: the portal could not read the account’s preferences.',
  formAlone:
    'What follows is told from the form alone: the portal has told nothing of the account.',
  approval: 'Who must approve it',
  approvalNone: 'Nobody: the role is made at once.',
  approvalCount_one: '{{count}} approval, from:',
  approvalCount_other: '{{count}} approvals, from:',
  approvalRule: 'The rule {{name}} (version {{version}}) approves it at once.',
  approvalSees: 'They see what is shown here.',
  taken:
    'The name {{name}} is taken by something that is not this service’s. Choose another.',
} as const;

/** The words of the fields that offer buckets, keys and log groups. */
export const choices = {
  noAccount: 'Choose the AWS account to see what it has, or type it.',
  none: 'The portal knows none: type it.',
  loading: 'Looking for what there is…',
  more: 'There are more: type to narrow them down.',
  failed: 'They could not be listed, so type it. {{detail}}',
} as const;
