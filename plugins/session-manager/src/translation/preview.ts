/** The messages of the preview in a template's form, in English. */
export const preview = {
  notAllowed:
    'You do not have permission to create or request this role, so the task would be refused. Ask the owner of the service or the team that runs this portal.',
  title: 'Preview',
  incomplete: 'Complete the form to preview the role.',
  loading: 'Loading the preview…',
  ready: 'The preview is up to date.',
  updating: 'Updating…',
  refused: 'The form cannot be submitted yet:',
  labelled: '{{label}}: {{problem}}',
  earlierField: '{{label}} (on an earlier page of this form)',
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
  clear: 'Clear',
  loading: 'Loading suggestions…',
  more: 'There are more. Type to narrow them down.',
  failed: 'The suggestions could not be loaded. Enter a value. {{detail}}',
} as const;

/** The messages of the field that offers the roles of a service. */
export const rolePicker = {
  noEntity: 'Choose a service to list its roles, or enter a name.',
  loading: 'Loading the roles of the service…',
  none: 'The service has no such role here. Enter a name, or choose another service or AWS account.',
  failed: 'The roles could not be listed. Enter a name. {{detail}}',
  incomplete:
    'Roles in {{account}} could not be listed. Enter a name. {{detail}}',
  elsewhere:
    'The role {{name}} is in the account {{account}}. Choose that AWS account.',
} as const;

/** The messages of the field with the reason of a request. */
export const reason = {
  title: 'Reason',
  required:
    'must say why the role is needed, because {{account}} requires an approval',
  hint: 'Required: approvers of {{account}} decide on it.',
} as const;

/** The messages of the preview of a deletion. */
export const deletion = {
  incomplete: 'Enter a role name to preview the deletion.',
  missing:
    'The account {{account}} has no role {{name}} that you can view. Check the role name and the AWS account.',
  notConfirmed:
    'Confirm the role name: differs from the role name, so nothing would be deleted.',
  mayNotRevoke:
    'You cannot revoke the access to the bucket {{bucket}} in the account {{owner}}. Turn off "Revoke access to log buckets in other accounts": the statements then stay until the owner of the bucket removes them.',
  deleted: 'What is deleted',
  unknown: 'Unknown: the role could not be read.',
  stays: 'What remains, and what loses the role',
  nothingStays: 'The portal found nothing that remains in AWS.',
  accessStays:
    'The statements for this role stay in the policies of the bucket {{bucket}} and its key, in the account {{owner}}.',
  accessMayStay:
    'Statements for this role in the policies of the bucket {{bucket}} and its key, in the account {{owner}}, stay if there are any. The owner of the bucket can remove them.',
  policyStays: 'The policy {{policy}} is detached, but not deleted.',
  inlineDeleted:
    'The inline policy {{policy}}, which was added outside the portal, is deleted with the role.',
  instancesUnknown: 'It is unknown which instances use the role.',
  instancesStay_one: '{{count}} instance loses the role: {{names}}',
  instancesStay_other: '{{count}} instances lose the role: {{names}}',
  activationsUnknown: 'It is unknown which activations use the role.',
  activationStays_one:
    'The activation {{id}} in {{region}} stays, with {{count}} registered node, which loses the role. Delete it in Systems Manager.',
  activationStays_other:
    'The activation {{id}} in {{region}} stays, with {{count}} registered nodes, which lose the role. Delete it in Systems Manager.',
  activationExpired_one:
    'The expired activation {{id}} in {{region}} stays, with {{count}} registered node, which loses the role.',
  activationExpired_other:
    'The expired activation {{id}} in {{region}} stays, with {{count}} registered nodes, which lose the role.',
} as const;

/** The messages of the preview of log access. */
export const logAccessPreview = {
  incomplete: 'Enter the role, the bucket and its owner to preview the access.',
  added: 'Statements added in the account {{owner}}',
  removed: 'Statements removed in the account {{owner}}',
  statement: 'Statement',
  nothing: 'No changes: the policies already match.',
  noRole:
    'The role {{name}} does not exist. AWS accepts only existing roles in the policy of the bucket {{bucket}}: create the role first.',
  approvers: 'Approvers:',
  ownerApproves:
    'The account {{owner}} requires an approval, which this form cannot request. Give the statements in the role’s preview to the owner of the bucket.',
  unknown: {
    'bucket-policy-statement':
      'Unknown: the policy of the bucket could not be read.',
    'key-policy-statement': 'Unknown: the policy of the key could not be read.',
  },
} as const;

/** The messages of the preview of attaching an instance profile. */
export const attachment = {
  incomplete:
    'Choose a service, a role and at least one instance to preview the changes.',
  title: 'What changes',
  refusedTitle: 'What prevents it',
  refused:
    'Some instances have another instance profile. Turn on "Replace another instance profile", or deselect these instances.',
  noRole:
    'The service has no role {{name}} in the account {{account}} that you can view. Choose another role, or deselect the instances in this account.',
  outcome: {
    attached: '{{instance}}: gets the instance profile {{profile}}',
    replaced:
      '{{instance}}: gets the instance profile {{profile}} instead of {{current}}, and loses its permissions',
    unchanged: '{{instance}}: already has the instance profile {{profile}}',
    refused: '{{instance}}: keeps the instance profile {{current}}',
    unknown:
      '{{instance}}: unknown, because the instance profile of the role could not be read',
  },
  more_one: 'And {{count}} more instance.',
  more_other: 'And {{count}} more instances.',
  later:
    'A running instance uses the new instance profile within 30 minutes, or when its SSM Agent is restarted.',
} as const;
