import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { assumeRole, clientConfig, LocalAws, startLocalAws } from 'local-aws';
import {
  DEVELOPMENT,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/testAccounts';
import { Permission } from '../awsPermissions/Permission';
import { policyFor } from '../awsPermissions/policyFor';
import { portalPermissions } from '../awsPermissions/portalPermissions';
import { readPermissionStates } from './readPermissionStates';

jest.setTimeout(120_000);

const { backend } = portalPermissions;
const PORTAL = 'portal-under-test';

describe('the permissions of the portal’s credentials', () => {
  let aws: LocalAws;
  let iam: IAMClient;
  let restoreEnv: () => void;

  beforeAll(async () => {
    aws = await startLocalAws();
    iam = new IAMClient(clientConfig(aws.env));
    await iam.send(
      new CreateRoleCommand({
        RoleName: PORTAL,
        Path: '/backstage/',
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );
    const { credentials } = await assumeRole(
      clientConfig(aws.env),
      `arn:aws:iam::${DEVELOPMENT}:role/backstage/${PORTAL}`,
    );
    restoreEnv = useLocalAws(aws);
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    });
  });

  afterAll(async () => {
    restoreEnv();
    await aws.stop();
  });

  /** The actions that are not allowed, with their states. */
  async function notAllowedUnder(permissions: readonly Permission[]) {
    await aws.relaxPermissions();
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: PORTAL,
        PolicyName: 'exactly',
        PolicyDocument: JSON.stringify(
          policyFor(permissions, { partition: 'aws', accountId: DEVELOPMENT }),
        ),
      }),
    );
    await aws.enforcePermissions();
    const accounts = testAccounts([
      { accountId: DEVELOPMENT, regions: ['us-east-1'] },
    ]);
    const { arn } = await accounts.identity(DEVELOPMENT);
    const states = await readPermissionStates(
      await accounts.get(DEVELOPMENT),
      backend,
      arn,
    );
    return Object.fromEntries(
      [...states].filter(([, state]) => state !== 'allowed'),
    );
  }

  it('are all allowed by the documented policy', async () => {
    expect(await notAllowedUnder(backend)).toEqual({});
  });

  it.each(['ssm:GetDocument', 'iam:GetPolicyVersion', 's3:GetBucketPolicy'])(
    'do not include %s if it is taken away',
    async action => {
      expect(
        await notAllowedUnder(backend.filter(one => one.action !== action)),
      ).toEqual({ [action]: 'denied' });
    },
  );

  it('are unknown if neither a call nor the simulator tells', async () => {
    expect(
      await notAllowedUnder(
        backend.filter(one => one.action !== 'iam:SimulatePrincipalPolicy'),
      ),
    ).toEqual({
      'iam:SimulatePrincipalPolicy': 'denied',
      's3:ListBucket': 'unknown',
      's3:GetEncryptionConfiguration': 'unknown',
      's3:GetBucketPolicy': 'unknown',
      'kms:DescribeKey': 'unknown',
      'kms:GetKeyPolicy': 'unknown',
    });
  });
});
