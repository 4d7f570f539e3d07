import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description: 'A role in every format, in the workspace itself',
    example: `
steps:
  - id: render
    name: Write the role
    action: session-manager:role:render
    input:
      accountId: '111122223333'
      roleName: payments-session-role
`,
  },
  {
    description:
      'A role with session logs in S3 as Terraform, in a folder of the pull request’s repository',
    example: `
steps:
  - id: render
    name: Write the role
    action: session-manager:role:render
    input:
      accountId: '111122223333'
      roleName: payments-session-role
      entityRef: component:default/payments
      policyStyle: least-privilege
      s3:
        bucket: corp-session-logs
        prefix: session-logs/payments
      format: terraform
      directory: accounts/development/session-manager
`,
  },
  {
    description:
      'A role for hybrid nodes as CloudFormation and JSON, with the statements for the owner of a bucket in another account',
    example: `
steps:
  - id: render
    name: Write the role
    action: session-manager:role:render
    input:
      accountId: '111122223333'
      roleName: warehouse-session-role
      target: hybrid
      policyType: inline
      s3:
        bucket: audit-session-logs
        bucketOwner: '777788889999'
      format: [cloudformation, json]
      directory: roles
`,
  },
];
