import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ChoiceKind } from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { useDemoFleet } from '../__testUtils__/demoFleet';
import { DEVELOPMENT, testAccounts } from '../__testUtils__/testAccounts';
import { listChoices } from './listChoices';

jest.setTimeout(300_000);

describe('the choices of a form', () => {
  const aws = useDemoFleet();

  async function list(kind: ChoiceKind, q = '', settings: object = {}) {
    const accounts = testAccounts([{ accountId: DEVELOPMENT, ...settings }]);
    const account = await accounts.get();
    aws.calls();
    return listChoices({ account, kind, region: 'us-east-1', q });
  }

  it('are the buckets that roles may name', async () => {
    const s3 = new S3Client(aws.client());
    await s3.send(new CreateBucketCommand({ Bucket: 'artifacts' }));

    expect(await list('buckets')).toEqual({
      choices: expect.arrayContaining([
        { value: 'artifacts' },
        { value: demoFleet.bucket },
      ]),
      more: false,
    });
    expect(aws.calls()).toEqual(['ListBuckets']);
    expect((await list('buckets', 'SESSION')).choices).toEqual([
      { value: demoFleet.bucket },
    ]);
    expect(
      (await list('buckets', '', { allow: { buckets: ['art*'] } })).choices,
    ).toEqual([{ value: 'artifacts' }]);
  });

  it('are the customer managed keys by alias', async () => {
    const kms = new KMSClient(aws.client());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));

    const { choices } = await list('keys');

    expect(choices).toEqual(
      expect.arrayContaining([
        { value: aws.key(), title: demoFleet.keyAlias },
        { value: KeyMetadata?.Arn },
      ]),
    );
    expect(choices.filter(({ title = '' }) => /aws\//.test(title))).toEqual([]);
    expect((await list('keys', 'session-man')).choices).toEqual([
      { value: aws.key(), title: demoFleet.keyAlias },
    ]);
  });

  it('are a page of log groups, with a flag for more', async () => {
    const logs = new CloudWatchLogsClient(aws.client());
    for (let group = 0; group < 60; group += 1) {
      await logs.send(
        new CreateLogGroupCommand({ logGroupName: `/app/${group}` }),
      );
    }

    const all = await list('log-groups');
    expect(all.choices).toHaveLength(50);
    expect(all.more).toBe(true);
    expect(await list('log-groups', '/ssm/sessions-')).toEqual({
      choices: [{ value: demoFleet.logGroups.plain }],
      more: false,
    });
    aws.calls();
    expect((await list('log-groups', 'no name: *')).choices).toEqual([]);
    expect(aws.calls()).toEqual([]);
  });

  it.each([
    ['buckets', 'ListBuckets', 's3:ListAllMyBuckets'],
    ['keys', 'ListAliases', 'kms:ListAliases'],
    ['keys', 'ListKeys', 'kms:ListKeys'],
    ['log-groups', 'DescribeLogGroups', 'logs:DescribeLogGroups'],
  ] as const)(
    'have no %s if %s is denied, and say what to allow',
    async (kind, operation, action) => {
      aws.refuse(operation);

      expect(await list(kind)).toMatchObject({
        choices: [],
        fault: { kind: 'refused', hint: expect.stringContaining(action) },
      });
    },
  );
});
