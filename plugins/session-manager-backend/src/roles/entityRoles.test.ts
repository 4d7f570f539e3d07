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

  it('are found by their tag, with all that the card tells', async () => {
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
        may: { change: true, attach: true },
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
        // The local AWS takes a role for used when it is looked at.
        lastUsed: { at: expect.stringMatching(ISO_8601) },
      },
    ]);
    expect(rest).toEqual({
      incomplete: [],
      invalidAnnotations: [],
      mayCreate: true,
      checkedAt: expect.stringMatching(ISO_8601),
    });
  });

  it('are found by annotation, and told once where the tag agrees', async () => {
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

  it('may be several, those of the annotation first', async () => {
    const { roles } = await rolesOf('payments', `${ORDERS}, ${INVENTORY}`);

    expect(roles.map(({ roleArn, foundBy }) => [roleArn, foundBy])).toEqual([
      [ORDERS, 'annotation'],
      [INVENTORY, 'annotation'],
      [PAYMENTS, 'tag'],
    ]);
  });

  it('are none for a service that has none', async () => {
    expect(await rolesOf('search')).toMatchObject({
      roles: [],
      incomplete: [],
    });
  });

  it('are none for text in an annotation that is no role', async () => {
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

  it('are told of the other accounts where one refuses', async () => {
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

  it('are told of the annotation where no account can be searched', async () => {
    aws.refuse('GetAccountAuthorizationDetails');

    const { roles, incomplete } = await rolesOf('search', ORDERS);

    // It is another's by its tags.
    expect(roles).toEqual([expect.objectContaining({ status: 'claimed' })]);
    expect(incomplete.map(({ accountId }) => accountId)).toEqual([
      development,
      production,
    ]);
  });

  it('are those of the portal’s own account where none is configured', async () => {
    const { sessionManager: _, ...config } = DEMO_CONFIG;

    expect(await rolesOf('payments', undefined, config)).toMatchObject({
      roles: [{ roleArn: PAYMENTS, foundBy: 'tag' }],
      incomplete: [],
    });
  });
});
