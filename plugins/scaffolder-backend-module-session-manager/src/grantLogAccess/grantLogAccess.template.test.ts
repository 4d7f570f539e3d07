import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { assumeAccount, LocalAws } from 'local-aws';
import { useLocalAws } from '../__testUtils__/localAws';
import {
  readTemplate,
  startScaffolder,
} from '../__testUtils__/startScaffolder';

jest.setTimeout(300_000);

const LOGGING = 'session-manager-role-logging';
const ALONE = 'session-manager-log-access';
const AUDIT = '777788889999';
const BUCKET = { bucket: 'audit-session-logs', bucketOwner: AUDIT };

describe('the templates for log access to another account', () => {
  let aws: LocalAws;
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
  let s3: S3Client;

  beforeAll(async () => {
    aws = await useLocalAws();
    s3 = new S3Client(await assumeAccount(aws.env, AUDIT));
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET.bucket }));
    scaffolder = await startScaffolder({
      templates: [LOGGING, ALONE].map(readTemplate),
      config: {
        aws: {
          mainAccount: { region: 'us-east-1' },
          accounts: [{ accountId: AUDIT, roleName: 'portal' }],
        },
      },
    });
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await aws.stop();
  });

  it('create the role and grant the access, then revoke it', async () => {
    const created = await scaffolder.run(LOGGING, {
      entityRef: 'component:default/payments',
      roleName: 'payments-session-role',
      ...BUCKET,
      allowInOwnersPolicies: true,
    });

    expect(created.log).toMatch(
      /Added statement SessionLogs\w+ to the policy of bucket audit-session-logs/,
    );
    expect(created.status).toBe('completed');
    const { Policy } = await s3.send(
      new GetBucketPolicyCommand({ Bucket: BUCKET.bucket }),
    );
    expect(Policy).toContain(
      'arn:aws:iam::111122223333:role/payments-session-role',
    );

    const taken = await scaffolder.run(ALONE, {
      roleName: 'payments-session-role',
      ...BUCKET,
      revoke: true,
    });

    expect(taken.status).toBe('completed');
    await expect(
      s3.send(new GetBucketPolicyCommand({ Bucket: BUCKET.bucket })),
    ).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });

  it('fail with a hint if the role does not exist', async () => {
    const { status, log } = await scaffolder.run(ALONE, {
      roleName: 'nobody',
      ...BUCKET,
    });

    expect(status).toBe('failed');
    expect(log).toContain(
      'Account 111122223333 has no role /nobody: create it',
    );
  });
});
