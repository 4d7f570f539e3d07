/** The messages about changes in AWS, by operation, in English. */
export const change = {
  refused: 'Refused: {{reason}}',
  CreatePolicy_one: 'Create policy {{name}} ({{count}} statement)',
  CreatePolicy_other: 'Create policy {{name}} ({{count}} statements)',
  CreatePolicyVersion_one:
    'Write a new version of policy {{name}} ({{count}} statement)',
  CreatePolicyVersion_other:
    'Write a new version of policy {{name}} ({{count}} statements)',
  DeletePolicyVersion: 'Delete version {{version}} of policy {{name}}',
  DeletePolicy: 'Delete policy {{name}}',
  TagPolicy: 'Tag policy {{name}} with {{tags}}',
  UntagPolicy: 'Remove {{tags}} from policy {{name}}',
  CreateRole: 'Create role {{name}}',
  UpdateRole: {
    description: 'Set the description of role {{name}}',
    maxSessionDuration: 'Set the maximum session duration of role {{name}}',
    both: 'Set the description and the maximum session duration of role {{name}}',
  },
  UpdateAssumeRolePolicy: 'Change the trust policy of role {{name}}',
  PutRolePermissionsBoundary:
    'Set the permissions boundary of role {{name}} to {{boundary}}',
  DeleteRolePermissionsBoundary:
    'Remove the permissions boundary {{boundary}} from role {{name}}',
  TagRole: 'Tag role {{name}} with {{tags}}',
  UntagRole: 'Remove {{tags}} from role {{name}}',
  DeleteRole: 'Delete role {{name}}',
  PutRolePolicy_one:
    'Write inline policy {{policy}} of role {{name}} ({{count}} statement)',
  PutRolePolicy_other:
    'Write inline policy {{policy}} of role {{name}} ({{count}} statements)',
  DeleteRolePolicy: 'Delete inline policy {{policy}} of role {{name}}',
  AttachRolePolicy: 'Attach policy {{policy}} to role {{name}}',
  DetachRolePolicy: 'Detach policy {{policy}} from role {{name}}',
  CreateInstanceProfile: 'Create instance profile {{name}}',
  DeleteInstanceProfile: 'Delete instance profile {{name}}',
  TagInstanceProfile: 'Tag instance profile {{name}} with {{tags}}',
  UntagInstanceProfile: 'Remove {{tags}} from instance profile {{name}}',
  AddRoleToInstanceProfile: 'Add role {{role}} to instance profile {{name}}',
  RemoveRoleFromInstanceProfile:
    'Remove role {{role}} from instance profile {{name}}',
  statement: {
    'bucket-policy-statement': {
      create: 'Add statement {{name}} to the policy of bucket {{resource}}',
      update: 'Change statement {{name}} in the policy of bucket {{resource}}',
      delete:
        'Remove statement {{name}} from the policy of bucket {{resource}}',
    },
    'key-policy-statement': {
      create: 'Add statement {{name}} to the policy of key {{resource}}',
      update: 'Change statement {{name}} in the policy of key {{resource}}',
      delete: 'Remove statement {{name}} from the policy of key {{resource}}',
    },
  },
  tags_one: 'the tag {{tags}}',
  tags_other: 'the tags {{tags}}',
  manyTags: '{{tags}} and {{count}} more tags',
} as const;
