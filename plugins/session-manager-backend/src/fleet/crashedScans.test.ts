import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import {
  AccountContent,
  DEVELOPMENT_ACCOUNT,
  generateAccount,
  GeneratedAws,
  startGeneratedAws,
} from 'local-aws';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { useDatabases } from '../__testUtils__/databases';
import { createEntityOwnership } from '../people/EntityOwnership';
import { createRoleConfirmations } from '../permissions/RoleConfirmations';
import { createFleetScans } from './fleetScans';
import { createRoleServices } from './roleServices';

jest.setTimeout(300_000);

const ROLES = 12;
const PAGE = 5;

// Parents before children.
const TABLES = [
  'fleet_accounts',
  'fleet_account_states',
  'fleet_environments',
  'fleet_environment_resources',
  'fleet_scan_pages',
  'fleet_roles',
  'fleet_role_documents',
  'fleet_role_policies',
  'fleet_role_profiles',
  'fleet_role_problems',
  'fleet_role_regions',
  'fleet_notices',
];

const NO_TIMES = { observed_at: 0, changed_at: 0, settles_at: 0 };

const WRITE = /^(?:insert into|update|delete from) [`"]fleet_/;

/** Every kind of difference to a scan before: gone, changed, unchanged, new. */
function changed({ roles, policies }: AccountContent): AccountContent {
  const numbers = Array.from({ length: ROLES }, (_, n) => n + 1);
  return {
    policies,
    roles: {
      count: numbers.length,
      at: index => {
        const role = roles.at(numbers[index]);
        return index % 4 === 0
          ? { ...role, Tags: [{ Key: 'team', Value: 'orders' }] }
          : role;
      },
    },
  };
}

describe('a scan that crashes', () => {
  const databases = useDatabases();
  const environment = process.env;
  let aws: GeneratedAws;
  let content: AccountContent;
  let knex: Knex;
  /** The writes until the replica crashes; absent: it does not. */
  let writesLeft: number | undefined;
  let writes: number;

  beforeAll(async () => {
    aws = await startGeneratedAws({
      account: () => content,
      pageSize: asked => Math.min(asked, PAGE),
    });
    process.env = {
      ...environment,
      ...aws.env,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    knex = await databases.migrated('SQLITE_3');
    knex.on('query', ({ sql }: { sql: string }) => {
      if (!WRITE.test(sql)) {
        return;
      }
      writes += 1;
      if (writesLeft !== undefined && writes > writesLeft) {
        throw new Error('The replica has crashed');
      }
    });
  });

  afterAll(async () => {
    process.env = environment;
    await knex.destroy();
    await aws.stop();
  });

  async function scan(until?: number): Promise<void> {
    [writes, writesLeft] = [0, until];
    const auth = mockServices.auth();
    const catalog = catalogServiceMock({ entities: [] });
    const scans = createFleetScans({
      metrics: { scanned: () => {} },
      accounts: AwsAccounts.fromConfig(
        mockServices.rootConfig({
          data: {
            sessionManager: {
              accounts: [{ accountId: DEVELOPMENT_ACCOUNT }],
            },
          },
        }),
      ),
      knex,
      logger: mockServices.logger.mock(),
      refresh: { days: 30 },
      roleServices: createRoleServices({
        auth,
        catalog,
        annotations: 'claims',
        confirmations: createRoleConfirmations({ knex }),
        ownership: createEntityOwnership({ auth, catalog }),
      }),
    });
    await scans.run(new AbortController().signal).catch(() => {});
    writesLeft = undefined;
  }

  const rows = async () =>
    new Map<string, object[]>(
      await Promise.all(
        TABLES.map(async table => [table, await knex(table)] as const),
      ),
    );

  async function restore(stored: Map<string, object[]>) {
    for (const table of TABLES.toReversed()) {
      await knex(table).delete();
    }
    for (const table of TABLES) {
      for (const row of stored.get(table) ?? []) {
        await knex(table).insert(row);
      }
    }
  }

  /** Its claim has expired, and its time has come. */
  const makeDue = () =>
    knex('fleet_accounts').update({ claimed_until: 0, due_at: 0 });

  /** What is stored, apart from when and how it was scanned. */
  async function state() {
    const stored = await rows();
    const [account] = stored.get('fleet_accounts') as Array<
      Record<string, unknown>
    >;
    return {
      tables: Object.fromEntries(
        TABLES.slice(1).map(table => [
          table,
          stored
            .get(table)!
            .map(row => ({ ...row, ...NO_TIMES }))
            .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
        ]),
      ),
      account: {
        claimedBy: account.claimed_by,
        marker: account.marker,
        isComplete: account.scan_started_at === null,
        otherRoles: account.other_roles,
      },
    };
  }

  it('between any two of its writes is healed by the next one', async () => {
    const before = generateAccount({
      accountId: DEVELOPMENT_ACCOUNT,
      nodeRoles: ROLES + 1,
      policies: 3,
    });
    content = {
      ...before,
      roles: { ...before.roles, count: ROLES },
    };
    await scan();
    await makeDue();
    const first = await rows();
    content = changed(before);
    await scan();
    const total = writes;
    const expected = await state();
    expect(expected.tables.fleet_roles).toHaveLength(ROLES);
    expect(expected.account.isComplete).toBe(true);

    for (let until = 0; until < total; until++) {
      await restore(first);
      await scan(until);
      const [{ due_at: dueAt }] = await knex('fleet_accounts');
      expect({ until, dueAt }).toEqual({ until, dueAt: 0 });

      await makeDue();
      await scan();

      expect({ until, ...(await state()) }).toEqual({ until, ...expected });
    }
    expect(total).toBeGreaterThan(20);
  });
});
