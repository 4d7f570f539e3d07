import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description:
      'A role in two accounts, of which the second requires an approval',
    example: `
steps:
  - id: roles
    name: Create or request the roles
    action: session-manager:roles:create
    input:
      reason: The on-call needs shells for the migration.
      defaults:
        roleName: payments-session-role
        entityRef: component:default/payments
      roles:
        - accountId: '111122223333'
          s3:
            bucket: corp-session-logs
        - accountId: '444455556666'
`,
  },
];
