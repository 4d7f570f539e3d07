import {
  CreateRoleCommand,
  DeleteRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  asList,
  PolicyDocument,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  assumeAccount,
  AwsProxy,
  LocalAws,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { AwsAccount } from '../accounts/AwsAccounts';
import { grantLogAccess, LogAccessOptions } from '../logAccess/grantLogAccess';
import {
  DEVELOPMENT,
  PRODUCTION,
  testAccounts,
  useLocalAws,
} from './testAccounts';

export const BUCKET = 'audit-session-logs';
export const ROLE = 'payments-session-role';

/** Operations that write a policy. */
const WRITES = /^(?:PUT|DELETE) |^PutKeyPolicy$/;

/**
 * Creates, for the tests of a file, a role in the development account and,
 * before each test, a bucket and a key in the production account, with a proxy
 * between the portal and AWS. The owner of the bucket bypasses the proxy.
 */
export function useAuditBucket() {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;
  let account: AwsAccount;
  let owner: AwsAccount;
  let iam: IAMClient;
  let s3: S3Client;
  let kms: KMSClient;
  let kmsKeyArn: string;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
    const env = { ...aws.env, AWS_ENDPOINT_URL: proxy.endpoint };
    restoreEnv = useLocalAws({ ...aws, env });
  });

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  beforeEach(async () => {
    await aws.reset();
    proxy.answer();
    const accounts = testAccounts();
    account = await accounts.get(DEVELOPMENT);
    owner = await accounts.get(PRODUCTION);
    ({ iam } = account);
    const owners = await assumeAccount(aws.env, PRODUCTION);
    s3 = new S3Client(owners);
    kms = new KMSClient(owners);
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    kmsKeyArn = KeyMetadata?.Arn ?? '';
    await makeRole(ROLE);
    proxy.calls();
  });

  function grant(options: Partial<LogAccessOptions> = {}) {
    return grantLogAccess({
      account,
      owner,
      spec: specOf(),
      settleMs: 50,
      ...options,
    });
  }

  function specOf(s3Spec?: RoleSpec['s3'], roleName = ROLE) {
    return resolveRoleSpec(
      {
        roleName,
        s3: s3Spec ?? {
          bucket: BUCKET,
          prefix: 'payments',
          bucketOwner: PRODUCTION,
          kmsKeyArn,
        },
      },
      account.settings,
    );
  }

  function withoutKey(roleName?: string) {
    return specOf({ bucket: BUCKET, bucketOwner: PRODUCTION }, roleName);
  }

  function writes(): string[] {
    return proxy
      .calls()
      .map(({ operation }) => operation)
      .filter(operation => WRITES.test(operation));
  }

  async function makeRole(RoleName: string, Path = '/') {
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path,
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );
  }

  async function deleteRole() {
    await iam.send(new DeleteRoleCommand({ RoleName: ROLE }));
    proxy.calls();
  }

  async function bucketPolicy(): Promise<PolicyDocument | undefined> {
    try {
      const { Policy = '' } = await s3.send(
        new GetBucketPolicyCommand({ Bucket: BUCKET }),
      );
      return JSON.parse(Policy);
    } catch (error) {
      expect(error).toMatchObject({ name: 'NoSuchBucketPolicy' });
      return undefined;
    }
  }

  async function keyPolicy(): Promise<PolicyDocument | undefined> {
    const { Policy = '' } = await kms.send(
      new GetKeyPolicyCommand({ KeyId: kmsKeyArn, PolicyName: 'default' }),
    );
    return JSON.parse(Policy);
  }

  async function putBucketPolicy(policy: PolicyDocument) {
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: BUCKET,
        Policy: JSON.stringify({ Version: '2012-10-17', ...policy }),
      }),
    );
  }

  async function sids() {
    return asList((await bucketPolicy())?.Statement).map(({ Sid }) => Sid);
  }

  return {
    grant,
    specOf,
    withoutKey,
    writes,
    makeRole,
    deleteRole,
    bucketPolicy,
    keyPolicy,
    putBucketPolicy,
    sids,
    get proxy() {
      return proxy;
    },
    get owner() {
      return owner;
    },
    get kms() {
      return kms;
    },
    get kmsKeyArn() {
      return kmsKeyArn;
    },
  };
}
