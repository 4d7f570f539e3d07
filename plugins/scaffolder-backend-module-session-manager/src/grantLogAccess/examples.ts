import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description: 'Let a role write session logs to a bucket in another account',
    example: `
steps:
  - id: access
    name: Let the role write logs
    action: session-manager:log-access:grant
    input:
      roleName: payments-session-role
      s3:
        bucket: audit-session-logs
        prefix: session-logs/payments
        bucketOwner: '777788889999'
`,
  },
  {
    description: 'The same for a bucket encrypted with its own KMS key',
    example: `
steps:
  - id: access
    name: Let the role write logs
    action: session-manager:log-access:grant
    input:
      accountId: '111122223333'
      roleName: payments-session-role
      s3:
        bucket: audit-session-logs
        bucketOwner: '777788889999'
        kmsKeyArn: arn:aws:kms:us-east-1:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab
`,
  },
  {
    description: 'The same without permission to read the bucket’s encryption',
    example: `
steps:
  - id: access
    name: Let the role write logs
    action: session-manager:log-access:grant
    input:
      roleName: payments-session-role
      s3:
        bucket: audit-session-logs
        bucketOwner: '777788889999'
      checkEncryption: false
`,
  },
  {
    description:
      'Revoke the access to the bucket that the role’s own tags name, for example before the role is deleted',
    example: `
steps:
  - id: access
    name: Revoke the access
    action: session-manager:log-access:grant
    input:
      roleName: payments-session-role
      revoke: true
`,
  },
  {
    description: 'Revoke the access',
    example: `
steps:
  - id: access
    name: Take the access away
    action: session-manager:log-access:grant
    input:
      roleName: payments-session-role
      s3:
        bucket: audit-session-logs
        bucketOwner: '777788889999'
      revoke: true
`,
  },
];
