import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description:
      'Delete a role that the portal created, with its policy and instance profile',
    example: `
steps:
  - id: role
    name: Delete the role
    action: session-manager:role:delete
    input:
      roleName: payments-session-role
`,
  },
  {
    description:
      'Check that a role can be deleted, then revoke its access to the log bucket of another account, then delete it',
    example: `
steps:
  - id: check
    name: Check that the role can be deleted
    action: session-manager:role:delete
    input:
      roleName: payments-session-role
      checkOnly: true
  - id: access
    name: Revoke access to the log bucket
    action: session-manager:log-access:grant
    input:
      roleName: payments-session-role
      revoke: true
  - id: role
    name: Delete the role
    action: session-manager:role:delete
    input:
      roleName: payments-session-role
`,
  },
  {
    description:
      'Delete a role with this path in another account, even if instances use it',
    example: `
steps:
  - id: role
    name: Delete the role
    action: session-manager:role:delete
    input:
      accountId: '111122223333'
      roleName: payments-session-role
      path: /session-manager/
      force: true
`,
  },
];
