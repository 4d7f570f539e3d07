import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { JsonObject } from '@backstage/types';
import { LocalAws } from 'local-aws';
import {
  configData,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/localAws';
import {
  readTemplate,
  startScaffolder,
} from '../__testUtils__/startScaffolder';

jest.setTimeout(300_000);

const MINIMAL = 'session-manager-role-minimal';
const LOGGING = 'session-manager-role-logging';
const DEVELOPMENT = '111122223333';
const PRODUCTION = '444455556666';
const BUCKET = 'corp-session-logs';

/** None of the accounts requires an approval. */
const accounts = configData.sessionManager.accounts.map(
  ({ accountId, name, regions }) => ({ accountId, name, regions }),
);
const form = (roleName: string) => ({
  entityRef: 'component:default/payments',
  roleName,
  accountId: DEVELOPMENT,
  path: '/only-here/',
  roleTags: { team: 'payments' },
});

describe('a form with other accounts', () => {
  let aws: LocalAws;
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

  beforeAll(async () => {
    aws = await useLocalAws();
    scaffolder = await startScaffolder({
      templates: [readTemplate(MINIMAL), readTemplate(LOGGING)],
      config: { ...configData, sessionManager: { accounts } },
    });
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await aws.stop();
  });

  const account = (accountId: string) => testAccounts(accounts).get(accountId);

  async function roleIn(accountId: string, RoleName: string) {
    const { iam } = await account(accountId);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    return Role;
  }

  const textOf = (output: JsonObject | undefined, title: string) =>
    ((output?.text ?? []) as Array<{ title: string; content: string }>).find(
      text => text.title === title,
    )?.content;

  it('creates the role in each account, and has a line for each', async () => {
    const { status, output } = await scaffolder.run(MINIMAL, {
      ...form('minimal'),
      otherAccounts: [{ accountId: PRODUCTION, account: 'production' }],
    });

    expect(status).toBe('completed');
    expect(textOf(output, 'Other accounts')?.trim()).toMatch(
      /^- \*\*production\*\*: created\. \[Open the role in the AWS console\]\(https:[^)]*minimal\) Sessions start\./,
    );
    const role = await roleIn(PRODUCTION, 'minimal');
    expect(role).toMatchObject({
      Path: '/',
      Tags: expect.arrayContaining([{ Key: 'team', Value: 'payments' }]),
    });
    expect((await roleIn(DEVELOPMENT, 'minimal'))?.Path).toBe('/only-here/');
  });

  it('says nothing about other accounts if there are none', async () => {
    const { status, output } = await scaffolder.run(LOGGING, {
      ...form('alone'),
      bucket: BUCKET,
      otherAccounts: [],
    });

    expect(status).toBe('completed');
    expect(JSON.stringify(output)).not.toContain('Other accounts');
  });

  it('grants access to the bucket of another account’s role if requested', async () => {
    const { s3 } = await account(DEVELOPMENT);
    await s3('us-east-1').send(new CreateBucketCommand({ Bucket: BUCKET }));
    const values = {
      ...form('logged'),
      bucket: BUCKET,
      otherAccounts: [
        {
          accountId: PRODUCTION,
          account: 'production',
          s3: { bucket: BUCKET, prefix: 'prod', bucketOwner: DEVELOPMENT },
          cloudWatchLogs: { logGroup: '/ssm/sessions' },
        },
      ],
    };
    const shown = await scaffolder.run(LOGGING, values);
    expect(shown.status).toBe('completed');
    expect(
      textOf(shown.output, 'Statements for the owners of the other buckets'),
    ).toMatch(/\*\*production\*\*, for the bucket policy:\s+```json\s+\[/);

    const { status, output } = await scaffolder.run(LOGGING, {
      ...values,
      allowInOwnersPolicies: true,
    });

    expect(status).toBe('completed');
    expect(textOf(output, 'Other accounts')).toContain(
      '**production**: already as in the form.',
    );
    const { Policy } = await s3('us-east-1').send(
      new GetBucketPolicyCommand({ Bucket: BUCKET }),
    );
    expect(Policy).toContain(`arn:aws:iam::${PRODUCTION}:role/logged`);
  });

  it('fails with a line for each account, and continues when it runs again', async () => {
    const { iam } = await account(PRODUCTION);
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'taken',
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );
    const values = {
      ...form('taken'),
      otherAccounts: [{ accountId: PRODUCTION, account: 'production' }],
    };
    const failed = await scaffolder.run(MINIMAL, values);

    expect(failed.status).toBe('failed');
    expect(failed.log).toMatch(/^production: Failed: Refused: /m);
    expect(await roleIn(DEVELOPMENT, 'taken')).toBeDefined();
    await iam.send(new DeleteRoleCommand({ RoleName: 'taken' }));

    const { status, output } = await scaffolder.run(MINIMAL, values);
    expect(status).toBe('completed');
    expect(textOf(output, 'Other accounts')).toContain(
      '**production**: created.',
    );
  });
});
