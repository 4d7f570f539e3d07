/** The messages of the preview in a template's form, in English. */
export const preview = {
  mayNot:
    'You do not have permission to create or request this role, so the task would be refused. Ask the owner of the service or the team that runs this portal.',
  title: 'Preview',
  incomplete: 'Complete the form to preview the role.',
  looking: 'Loading the preview…',
  ready: 'The preview is up to date.',
  refused: 'The form cannot be submitted yet. {{detail}}',
  readiness: 'Predicted readiness',
  readinessUnknown:
    'Unknown: the portal could not read the session preferences of the account.',
  formAlone:
    'The following is based on the form only: the portal returned no information about the account.',
  approval: 'Approval',
  approvalNone: 'No approval needed. The role is created immediately.',
  approvalCount_one: '{{count}} approval, from:',
  approvalCount_other: '{{count}} approvals, from:',
  approvalRule:
    'Approved immediately by the rule {{name}} (version {{version}}).',
  approvalSees: 'Approvers see the same preview.',
  taken:
    'The name {{name}} is already used by something that does not belong to this service. Choose another name.',
} as const;

/** The messages of the fields that offer buckets, keys and log groups. */
export const choices = {
  noAccount: 'Choose an AWS account to list its resources, or enter a value.',
  none: 'No suggestions. Enter a value.',
  loading: 'Loading suggestions…',
  more: 'There are more. Type to narrow them down.',
  failed: 'The suggestions could not be loaded. Enter a value. {{detail}}',
} as const;
