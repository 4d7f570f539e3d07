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

describe('the templates that let a role log into another account', () => {
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

  it('make the role and allow it there, then take that away', async () => {
    const made = await scaffolder.run(LOGGING, {
      entityRef: 'component:default/payments',
      roleName: 'payments-session-role',
      ...BUCKET,
      allowInOwnersPolicies: true,
    });

    expect(made.log).toMatch(
      /Added statement SessionLogs\w+ to the policy of bucket audit-session-logs/,
    );
    expect(made.status).toBe('completed');
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

  it('fail with what to do where the role is not there', async () => {
    const { status, log } = await scaffolder.run(ALONE, {
      roleName: 'nobody',
      ...BUCKET,
    });

    expect(status).toBe('failed');
    expect(log).toContain('Account 111122223333 has no role /nobody: make it');
  });
});
