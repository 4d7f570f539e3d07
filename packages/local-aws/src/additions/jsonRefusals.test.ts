import {
  DescribeLogGroupsCommand,
  CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListDocumentsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { assumeRole, clientConfig, ClientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';

jest.setTimeout(300_000);

describe('a service with a JSON protocol, with enforced permissions', () => {
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws();
  });

  afterAll(() => aws.stop());

  const CALLS: Array<
    [string, (config: ClientConfig) => () => Promise<unknown>]
  > = [
    [
      'ssm:ListDocuments',
      config => () => new SSMClient(config).send(new ListDocumentsCommand({})),
    ],
    [
      'kms:ListKeys',
      config => () => new KMSClient(config).send(new ListKeysCommand({})),
    ],
    [
      'logs:DescribeLogGroups',
      config => () =>
        new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({})),
    ],
  ];

  it.each(CALLS)(
    'refuses %s with an error that the SDK can parse',
    async (action, call) => {
      await aws.reset();
      const config = clientConfig(aws.env);
      await new IAMClient(config).send(
        new CreateRoleCommand({
          RoleName: 'nobody',
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );
      const nobody = await assumeRole(
        config,
        'arn:aws:iam::111122223333:role/nobody',
      );

      await aws.enforcePermissions();

      await expect(call(nobody)()).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringMatching(
          new RegExp(
            `assumed-role/nobody/.* not authorized to perform: ${action} on resource: `,
          ),
        ),
      });
      await expect(call(config)()).rejects.toMatchObject({
        name: 'UnrecognizedClientException',
      });
    },
  );
});
