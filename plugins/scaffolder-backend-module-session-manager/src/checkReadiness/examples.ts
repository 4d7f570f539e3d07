import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description: 'Stop if sessions would not start on a role that was created',
    example: `
steps:
  - id: check
    name: Would a session start?
    action: session-manager:readiness:check
    input:
      roleArn: arn:aws:iam::111122223333:role/session-manager/payments-session-role
`,
  },
  {
    description:
      'Stop before a role is created whose sessions would not be logged',
    example: `
steps:
  - id: check
    name: Would sessions be logged?
    action: session-manager:readiness:check
    input:
      spec:
        accountId: '111122223333'
        roleName: payments-session-role
        s3:
          bucket: corp-session-logs
          prefix: session-logs
      region: us-east-1
      requireLogs: true
      onUnknown: fail
`,
  },
];
