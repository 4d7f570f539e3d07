import {
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { demoFleet } from 'local-aws';
import { component, startPlugin } from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const arnOf = (name: string) =>
  `arn:aws:iam::${demoFleet.accounts.development}:role/session-manager/${name}`;
const PAYMENTS = 'payments-session-role';
const ORDERS = 'orders-session-role';

describe('a role with the tags of another role', () => {
  const aws = useDemoAws();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeAll(async () => {
    const iam = new IAMClient(aws.client());
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: PAYMENTS }));
    await iam.send(
      new TagRoleCommand({ RoleName: ORDERS, Tags: Role?.Tags ?? [] }),
    );
    // So that there is something to repair.
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: ORDERS,
        PolicyName: 'more',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
        }),
      }),
    );
  });

  beforeEach(async () => {
    plugin = await startPlugin({ entities: [component('payments')] });
  });

  afterEach(() => plugin.stop());

  it('is not compared with the other role’s spec, and the card says so', async () => {
    const { roles } = await plugin.roles('payments');

    expect(roles).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          roleArn: arnOf(PAYMENTS),
          drift: { state: 'in-sync' },
        }),
        expect.objectContaining({
          roleArn: arnOf(ORDERS),
          drift: { state: 'unmanaged', recordOf: arnOf(PAYMENTS) },
        }),
      ]),
    );
  });

  it('is repaired as itself', async () => {
    const { repair } = await plugin.readiness('payments', arnOf(ORDERS));

    expect(repair?.spec).toMatchObject({ roleName: ORDERS });
    const other = await plugin.readiness('payments', arnOf(PAYMENTS));
    expect(other.readiness.starts).toBe('yes');
  });
});
