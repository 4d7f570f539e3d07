import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; each is run by the tests. */
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
