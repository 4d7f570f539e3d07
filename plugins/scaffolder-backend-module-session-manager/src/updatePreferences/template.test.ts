import { GetDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { PREFERENCES_DOCUMENT } from 'backstage-plugin-session-manager-common';
import { clientConfig, LocalAws } from 'local-aws';
import { useLocalAws } from '../__testUtils__/localAws';
import {
  readTemplate,
  startScaffolder,
} from '../__testUtils__/startScaffolder';

jest.setTimeout(300_000);

const TEMPLATE = 'session-manager-preferences';
const ACCOUNT = { accountId: '111122223333' };
const KEY =
  'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe('the template for session preferences', () => {
  let aws: LocalAws;
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
  let ssm: SSMClient;

  beforeAll(async () => {
    aws = await useLocalAws();
    ssm = new SSMClient(clientConfig(aws.env));
    scaffolder = await startScaffolder({
      templates: [readTemplate(TEMPLATE)],
      config: { aws: { mainAccount: { region: 'us-east-1' } } },
    });
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await aws.stop();
  });

  async function inputs() {
    const { Content = '' } = await ssm.send(
      new GetDocumentCommand({ Name: PREFERENCES_DOCUMENT }),
    );
    return JSON.parse(Content).inputs;
  }

  it('sets what the form gives, keeps what it leaves empty, and goes back', async () => {
    const set = await scaffolder.run(TEMPLATE, {
      ...ACCOUNT,
      bucket: 'corp-logs',
      prefix: 'sessions',
      requireEncryptedBucket: 'on',
      requireEncryptedLogGroup: 'keep',
      logGroup: '/ssm/sessions',
      streaming: 'on',
      kmsKeyArn: KEY,
      idleSessionTimeout: 20,
    });
    expect(set.log).toContain('Version 1 of SSM-SessionManagerRunShell');
    expect(set.status).toBe('completed');
    const first = {
      s3BucketName: 'corp-logs',
      s3KeyPrefix: 'sessions',
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: '/ssm/sessions',
      cloudWatchStreamingEnabled: true,
      kmsKeyId: KEY,
      idleSessionTimeout: '20',
    };
    expect(await inputs()).toEqual(first);

    const off = await scaffolder.run(TEMPLATE, {
      ...ACCOUNT,
      requireEncryptedBucket: 'off',
      streaming: 'keep',
      turnOff: ['cloudWatchLogGroupName', 'kmsKeyId', 'idleSessionTimeout'],
      maxSessionDuration: 60,
    });
    expect(off.status).toBe('completed');
    expect(await inputs()).toEqual({
      ...first,
      s3EncryptionEnabled: false,
      cloudWatchLogGroupName: '',
      kmsKeyId: '',
      idleSessionTimeout: '',
      maxSessionDuration: '60',
    });

    const back = await scaffolder.run(TEMPLATE, {
      ...ACCOUNT,
      restoreVersion: 1,
    });
    expect(back.log).toContain('Version 1 of SSM-SessionManagerRunShell');
    expect(await inputs()).toEqual(first);
  });

  it('changes nothing with an empty form', async () => {
    const { status, log } = await scaffolder.run(TEMPLATE, ACCOUNT);
    expect(log).toContain('No changes: already in sync');
    expect(status).toBe('completed');
  });
});
