import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description: 'Write the logs of all sessions to a bucket and a log group',
    example: `
steps:
  - id: preferences
    name: Log sessions
    action: session-manager:preferences:update
    input:
      accountId: '111122223333'
      region: us-east-1
      inputs:
        s3BucketName: corp-session-logs
        s3KeyPrefix: session-logs
        cloudWatchLogGroupName: /ssm/sessions
        cloudWatchStreamingEnabled: true
`,
  },
  {
    description: 'Encrypt the data of all sessions with a KMS key',
    example: `
steps:
  - id: preferences
    name: Encrypt sessions
    action: session-manager:preferences:update
    input:
      inputs:
        kmsKeyId: alias/sessions
`,
  },
  {
    description: 'Go back to an earlier version of the preferences',
    example: `
steps:
  - id: preferences
    name: Go back
    action: session-manager:preferences:update
    input:
      accountId: '111122223333'
      restoreVersion: '1'
`,
  },
];
