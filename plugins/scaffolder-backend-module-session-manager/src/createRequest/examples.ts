import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description: 'Request a role in an account that requires an approval',
    example: `
steps:
  - id: request
    name: Ask for the role
    action: session-manager:request:create
    input:
      accountId: '444455556666'
      roleName: payments-session-role
      entityRef: component:default/payments
      s3:
        bucket: corp-session-logs
      reason: The on-call needs shells for the migration.
`,
  },
  {
    description:
      'One template for every account: request the role if it needs an approval, otherwise create it immediately',
    example: `
steps:
  - id: request
    name: Ask for the role
    action: session-manager:request:create
    input:
      roleName: payments-session-role
      reason: The on-call needs shells for the migration.
  - id: role
    name: Make the role
    if: \${{ steps.request.output.status == 'not-required' }}
    action: session-manager:role:create
    input:
      roleName: payments-session-role
`,
  },
];
