import {
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { assumeRole, clientConfig } from '../server/clientConfig';
import { DEVELOPMENT_ACCOUNT } from '../server/startLocalAws';
import { generateAccount } from './generateAccount';
import { GeneratedAws, startGeneratedAws } from './startGeneratedAws';

const OTHER = '444455556666';

describe('startGeneratedAws', () => {
  let aws: GeneratedAws;
  let iam: IAMClient;
  let most = Infinity;

  beforeAll(async () => {
    aws = await startGeneratedAws({
      account: accountId =>
        generateAccount({ accountId, nodeRoles: 8, otherRoles: 4, policies: 3 }),
      pageSize: asked => Math.min(asked, most),
    });
    iam = new IAMClient(clientConfig(aws.env));
  });

  beforeEach(() => {
    most = Infinity;
  });

  afterAll(() => aws.stop());

  const details = (input: object = {}) =>
    iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'], ...input }),
    );

  it('lists roles as IAM does, with URL-encoded documents', async () => {
    const { RoleDetailList = [], IsTruncated, Marker } = await details();

    expect(RoleDetailList).toHaveLength(12);
    expect(RoleDetailList[1]).toEqual(
      generateAccount({
        accountId: DEVELOPMENT_ACCOUNT,
        nodeRoles: 8,
        otherRoles: 4,
        policies: 3,
      }).roles.at(1),
    );
    expect({ IsTruncated, Marker }).toEqual({ IsTruncated: false });
  });

  it('returns at most as many items as were asked for, over all lists of the filter', async () => {
    const Filter = ['Role', 'LocalManagedPolicy'];
    const first = await details({ Filter, MaxItems: 10 });
    const second = await details({ Filter, MaxItems: 10, Marker: first.Marker });

    expect(first.RoleDetailList).toHaveLength(10);
    expect(first.IsTruncated).toBe(true);
    expect(second.RoleDetailList).toHaveLength(2);
    expect(second.Policies).toHaveLength(3);
    expect(second.IsTruncated).toBe(false);
  });

  it('can return fewer items than were asked for, also none', async () => {
    most = 0;
    const none = await details();
    most = 5;
    const some = await details({ Marker: none.Marker });

    expect(none).toMatchObject({ IsTruncated: true, RoleDetailList: [] });
    expect(some.RoleDetailList?.[0].RoleName).toBe('role-000000');
    expect(some.RoleDetailList).toHaveLength(5);
  });

  it('refuses a marker that it did not return, or returned for another filter', async () => {
    const { Marker } = await details({ MaxItems: 1 });

    for (const input of [
      { Marker: 'x' },
      { Marker, Filter: ['LocalManagedPolicy'] },
      { MaxItems: 1001 },
    ]) {
      await expect(details(input)).rejects.toMatchObject({
        name: 'ValidationError',
      });
    }
  });

  it('has an account for each role that is assumed', async () => {
    const config = await assumeRole(
      clientConfig(aws.env),
      `arn:aws:iam::${OTHER}:role/portal`,
    );
    const { RoleDetailList = [] } = await new IAMClient(config).send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }),
    );

    expect(RoleDetailList[0].Arn).toBe(`arn:aws:iam::${OTHER}:role/role-000000`);
  });

  it('has no instances, and refuses what it does not know', async () => {
    const config = clientConfig(aws.env);

    expect(
      await new EC2Client(config).send(new DescribeInstancesCommand({})),
    ).toMatchObject({ Reservations: [] });
    await expect(
      new KMSClient(config).send(new ListKeysCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
