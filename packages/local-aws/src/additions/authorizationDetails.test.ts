import {
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { clientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';

jest.setTimeout(300_000);

describe('iam:GetAccountAuthorizationDetails', () => {
  let aws: LocalAws;
  let iam: IAMClient;

  beforeAll(async () => {
    aws = await startLocalAws();
    iam = new IAMClient(clientConfig(aws.env));
    const trust = '{"Version":"2012-10-17","Statement":[]}';
    for (let number = 1; number <= 5; number++) {
      await iam.send(
        new CreateRoleCommand({
          RoleName: `role-${number}`,
          AssumeRolePolicyDocument: trust,
        }),
      );
    }
    await iam.send(new CreateUserCommand({ UserName: 'ada' }));
    await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'policy',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
        }),
      }),
    );
  });

  afterAll(() => aws.stop());

  it('paginates across all lists, without duplicates', async () => {
    const pages = paginateGetAccountAuthorizationDetails(
      { client: iam, pageSize: 2 },
      {},
    );
    const sizes: number[] = [];
    const names: Array<string | undefined> = [];
    for await (const page of pages) {
      const found = [
        ...(page.UserDetailList ?? []).map(({ UserName }) => UserName),
        ...(page.RoleDetailList ?? []).map(({ RoleName }) => RoleName),
        ...(page.Policies ?? []).map(({ PolicyName }) => PolicyName),
      ];
      sizes.push(found.length);
      names.push(...found);
    }

    expect(sizes).toEqual([2, 2, 2, 1]);
    expect(names).toEqual([
      'ada',
      ...[1, 2, 3, 4, 5].map(number => `role-${number}`),
      'policy',
    ]);
  });

  it('applies the filter, and returns one page if that is sufficient', async () => {
    const details = await iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }),
    );

    expect(details).toMatchObject({ IsTruncated: false, UserDetailList: [] });
    expect(details.RoleDetailList).toHaveLength(5);
    expect(details.Marker).toBeUndefined();
  });

  it('refuses a marker that it did not return', async () => {
    await expect(
      iam.send(new GetAccountAuthorizationDetailsCommand({ Marker: 'two' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
