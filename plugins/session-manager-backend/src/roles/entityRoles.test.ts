import { JsonObject } from '@backstage/types';
import { RoleStatus } from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { DEMO_CONFIG } from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';
import { useRolesOf } from '../__testUtils__/useRolesOf';

jest.setTimeout(60_000);

const { development, production } = demoFleet.accounts;
const arnOf = (path: string) => `arn:aws:iam::${development}:role${path}`;
const PAYMENTS = arnOf('/session-manager/payments-session-role');
const ORDERS = arnOf('/session-manager/orders-session-role');
const INVENTORY = arnOf('/session-manager/inventory-session-role');

const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('the roles of an entity', () => {
  const aws = useDemoAws();
  const rolesOf = useRolesOf();

  it('are found by their tag, with everything that the card shows', async () => {
    const { roles, ...rest } = await rolesOf('payments');

    expect(roles).toEqual<RoleStatus[]>([
      {
        roleArn: PAYMENTS,
        roleName: 'payments-session-role',
        accountId: development,
        accountName: 'development',
        consoleUrl:
          'https://console.aws.amazon.com/iam/home#/roles/details/payments-session-role',
        foundBy: 'tag',
        may: { change: true, attach: true, delete: true },
        status: 'found',
        description: 'Shell access to the payments servers',
        drift: { state: 'in-sync' },
        instanceProfile: {
          name: 'payments-session-role',
          arn: 'arn:aws:iam::111122223333:instance-profile/session-manager/payments-session-role',
          instances: {
            count: 3,
            regions: ['us-east-1'],
            usedIn: ['us-east-1'],
          },
        },
        readiness: {
          region: 'us-east-1',
          regions: ['us-east-1'],
          online: 'yes',
          starts: 'yes',
          logged: { s3: 'yes', cloudWatchLogs: 'yes' },
          problems: [],
          headline: expect.objectContaining({ state: 'ready' }),
          preferences: 'found',
          disagreements: 0,
        },
        // The local AWS counts reading a role as using it.
        lastUsed: { on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      },
    ]);
    expect(rest).toEqual({
      incomplete: [],
      invalidAnnotations: [],
      mayCreate: true,
      mayCreateElsewhere: true,
      checkedAt: expect.stringMatching(ISO_8601),
    });
  });

  it('may not be created elsewhere if every account has one', async () => {
    const { sessionManager } = DEMO_CONFIG as { sessionManager: JsonObject };
    const { mayCreate, mayCreateElsewhere } = await rolesOf(
      'payments',
      undefined,
      {
        ...DEMO_CONFIG,
        sessionManager: {
          ...sessionManager,
          accounts: [{ accountId: development, name: 'development' }],
        },
      },
    );

    expect({ mayCreate, mayCreateElsewhere }).toEqual({
      mayCreate: true,
      mayCreateElsewhere: false,
    });
  });

  it('are found by annotation, and listed once if the tag agrees', async () => {
    const { roles } = await rolesOf('orders', ORDERS);

    expect(roles).toEqual([
      expect.objectContaining({
        roleArn: ORDERS,
        foundBy: 'annotation',
        status: 'found',
        drift: { state: 'unmanaged' },
      }),
    ]);
  });

  it('can be several, those of the annotation first', async () => {
    const { roles } = await rolesOf('payments', `${ORDERS}, ${INVENTORY}`);

    expect(roles.map(({ roleArn, foundBy }) => [roleArn, foundBy])).toEqual([
      [ORDERS, 'annotation'],
      [INVENTORY, 'annotation'],
      [PAYMENTS, 'tag'],
    ]);
  });

  it('are empty for a service without roles', async () => {
    expect(await rolesOf('search')).toMatchObject({
      roles: [],
      incomplete: [],
    });
  });

  it('do not include annotation text that is not a role ARN', async () => {
    const { roles, invalidAnnotations } = await rolesOf(
      'search',
      'payments-role, arn:aws-iso:iam::111122223333:role/web',
    );

    expect(roles).toEqual([]);
    expect(invalidAnnotations).toEqual([
      'payments-role',
      'arn:aws-iso:iam::111122223333:role/web',
    ]);
  });

  it('are listed from other accounts if one denies access', async () => {
    aws.refuse('AssumeRole');

    const { roles, incomplete } = await rolesOf('payments');

    expect(roles).toEqual([expect.objectContaining({ status: 'found' })]);
    expect(incomplete).toEqual([
      {
        accountId: production,
        accountName: 'production',
        fault: expect.objectContaining({ kind: 'refused' }),
      },
    ]);
  });

  it('are listed from the annotation if no account can be searched', async () => {
    aws.refuse('GetAccountAuthorizationDetails');

    const { roles, incomplete } = await rolesOf('search', ORDERS);

    // Its tags name another service.
    expect(roles).toEqual([expect.objectContaining({ status: 'claimed' })]);
    expect(incomplete.map(({ accountId }) => accountId)).toEqual([
      development,
      production,
    ]);
  });

  it('are those of the portal’s own account if none is configured', async () => {
    const { sessionManager: _, ...config } = DEMO_CONFIG;

    expect(await rolesOf('payments', undefined, config)).toMatchObject({
      roles: [{ roleArn: PAYMENTS, foundBy: 'tag' }],
      incomplete: [],
    });
  });
});
