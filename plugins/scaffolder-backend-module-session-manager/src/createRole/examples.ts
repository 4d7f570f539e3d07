import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description: 'A role for EC2 instances, without session logs',
    example: `
steps:
  - id: role
    name: Make the role
    action: session-manager:role:create
    input:
      roleName: payments-session-role
`,
  },
  {
    description:
      'A role for a catalog service, with session logs in S3 and CloudWatch Logs and encrypted sessions',
    example: `
steps:
  - id: role
    name: Make the role
    action: session-manager:role:create
    input:
      accountId: '111122223333'
      roleName: payments-session-role
      roleDescription: Sessions on the payment servers. Ask the payments team.
      entityRef: component:default/payments
      kmsKeyArn: arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
      s3:
        bucket: corp-session-logs
        prefix: session-logs/payments
      cloudWatchLogs:
        logGroup: /session-manager/payments
      roleTags:
        team: payments
      policyTags:
        team: payments
`,
  },
  {
    description:
      'A role with session logs in a bucket of another account. The outputs bucketPolicyStatements and keyPolicyStatements are for the bucket owner',
    example: `
steps:
  - id: role
    name: Make the role
    action: session-manager:role:create
    input:
      roleName: payments-session-role
      policyStyle: least-privilege
      s3:
        bucket: audit-session-logs
        bucketOwner: '777788889999'
        kmsKeyArn: arn:aws:kms:us-east-1:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab
`,
  },
  {
    description:
      'A role for hybrid nodes, which have no instance profile, with an inline policy',
    example: `
steps:
  - id: role
    name: Make the role
    action: session-manager:role:create
    input:
      roleName: warehouse-session-role
      target: hybrid
      policyType: inline
`,
  },
  {
    description:
      'Adopt an existing role, and remove other policies attached to it',
    example: `
steps:
  - id: role
    name: Adopt the role
    action: session-manager:role:create
    input:
      roleName: orders-session-role
      adopt: true
      exclusive: true
`,
  },
];
