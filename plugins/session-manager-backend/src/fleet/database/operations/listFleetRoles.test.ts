import fc from 'fast-check';
import { Knex } from 'knex';
import { useDatabases } from '../../../__testUtils__/databases';
import { transact } from '../../../database/transact';
import { anyCriteria } from '../../../permissions/__testUtils__/conditions';
import { PredictedRole } from '../../RoleEntry';
import { manyRoles } from '../../__testUtils__/predictedRole';
import { RoleCriteria, RoleCriterion, RoleSelection } from '../RoleSelection';
import { syncAccounts } from './accounts';
import {
  countFleetRoles,
  listFleetRoles,
  RolePageRequest,
  RoleSortField,
  streamFleetRoles,
} from './listFleetRoles';
import { streamRoleDetails } from './readRole';
import { summarizeFleetRoles } from './summarizeFleetRoles';
import { writeRoles } from './writeRoles';

jest.setTimeout(300_000);

const NOW = new Date('2026-12-01T00:00:00.000Z');

const FIELDS: RoleSortField[] = [
  'roleName',
  'entityRef',
  'owner',
  'accountId',
  'state',
  'changedAt',
];

const SORTS = FIELDS.flatMap(field =>
  (['asc', 'desc'] as const).map(order => ({ field, order })),
);

async function storeRoles(knex: Knex, roles: readonly PredictedRole[]) {
  const accounts = [...new Set(roles.map(({ accountId }) => accountId))];
  await transact(knex, async tx => {
    await syncAccounts(
      tx,
      accounts.map(accountId => ({ accountId })),
      NOW,
    );
    // Some change at the same time.
    for (const [minute, some] of [...Map.groupBy(roles, (_, n) => n % 7)]) {
      const now = new Date(NOW.getTime() + minute * 60_000);
      await writeRoles(tx, some, { observedAt: now, now });
    }
  });
}

const databases = useDatabases();

describe('the selected roles', () => {
  const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
  const all = manyRoles(200, ACCOUNTS);
  const valuesOf = <T>(of: (role: PredictedRole) => T) =>
    fc.constantFrom(...new Set(all.map(of)));
  const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.option(arbitrary, { nil: undefined, freq: 2 });

  const visible = anyCriteria<RoleCriterion>(
    fc.oneof(
      fc
        .subarray(ACCOUNTS)
        .map((values): RoleCriterion => ({ key: 'account', values })),
      fc
        .uniqueArray(
          valuesOf(({ entityRef }) => entityRef ?? ''),
          { maxLength: 20 },
        )
        .map((values): RoleCriterion => ({ key: 'entity', values })),
    ),
  );
  const selections: fc.Arbitrary<RoleSelection> = fc.record({
    visible: optional(visible),
    accountIds: optional(fc.subarray(ACCOUNTS, { maxLength: 2 })),
    region: optional(fc.constantFrom('us-east-1', 'eu-west-1', 'ap-south-1')),
    state: optional(
      fc.uniqueArray(
        valuesOf(({ state }) => state),
        { maxLength: 3 },
      ),
    ),
    problem: optional(fc.constantFrom('s3-put-denied', 'cw-put-events-denied')),
    owner: optional(
      fc.uniqueArray(
        valuesOf(({ owner }) => owner ?? ''),
        { maxLength: 3 },
      ),
    ),
    entityRef: optional(valuesOf(({ entityRef }) => entityRef ?? '')),
    managed: optional(fc.boolean()),
    drift: optional(
      fc.uniqueArray(
        valuesOf(({ drift }) => drift),
        { maxLength: 1 },
      ),
    ),
    hasNodes: optional(fc.boolean()),
    q: optional(
      fc.constantFrom(
        'ROLE-0000',
        'service-1',
        'team-2',
        '00_',
        '%',
        ' 7 ',
        '',
        "'",
      ),
    ),
  });

  function isVisible(role: PredictedRole, criteria: RoleCriteria): boolean {
    if ('not' in criteria) {
      return !isVisible(role, criteria.not);
    }
    if ('anyOf' in criteria) {
      return criteria.anyOf.some(each => isVisible(role, each));
    }
    if ('allOf' in criteria) {
      return criteria.allOf.every(each => isVisible(role, each));
    }
    const { key, values } = criteria;
    return values.includes(
      key === 'account' ? role.accountId : (role.entityRef ?? ''),
    );
  }

  function isSelected(role: PredictedRole, selection: RoleSelection): boolean {
    const { accountIds = [], q = '', state = [], drift = [] } = selection;
    const { owner = [] } = selection;
    const is = <T>(wanted: T | undefined, value: T) =>
      wanted === undefined || wanted === value;
    const text = q.trim().toLowerCase();
    return (
      (!selection.visible || isVisible(role, selection.visible)) &&
      (accountIds.length === 0 || accountIds.includes(role.accountId)) &&
      (owner.length === 0 || owner.includes(role.owner ?? '')) &&
      is(selection.entityRef, role.entityRef ?? '') &&
      is(selection.managed, role.managed) &&
      is(selection.hasNodes, role.nodes && role.nodes.total > 0) &&
      (state.length === 0 || state.includes(role.state)) &&
      (drift.length === 0 || drift.includes(role.drift)) &&
      (!selection.problem || role.problems.includes(selection.problem)) &&
      (!selection.region || role.regions.includes(selection.region)) &&
      [role.roleName, role.entityRef ?? '', role.owner ?? ''].some(part =>
        part.includes(text),
      )
    );
  }

  it.each(databases.ids)(
    'in %s are the same in lists, counts, summaries and exports',
    async id => {
      const knex = await databases.migrated(id);
      await storeRoles(knex, all);
      await fc.assert(
        fc.asyncProperty(
          selections,
          fc.constantFrom(...FIELDS),
          fc.constantFrom('asc' as const, 'desc' as const),
          fc.integer({ min: 1, max: 60 }),
          async (selection, field, order, limit) => {
            const expected = all.filter(role => isSelected(role, selection));
            const arns = expected.map(({ roleArn }) => roleArn).sort();
            const sort = { field, order };

            const listed: string[] = [];
            let cursor: string | undefined;
            do {
              const page = await listFleetRoles(knex, selection, {
                ...{ sort, limit, cursor },
              });
              listed.push(...page.items.map(({ roleArn }) => roleArn));
              cursor = page.pageInfo.nextCursor;
            } while (cursor);
            expect([...listed].sort()).toEqual(arns);

            const streamed = await flat(
              streamFleetRoles(knex, selection, sort),
            );
            expect(streamed.map(({ roleArn }) => roleArn)).toEqual(listed);
            const detailed = await flat(streamRoleDetails(knex, selection));
            expect(detailed.map(({ role }) => role.roleArn).sort()).toEqual(
              arns,
            );

            const count = (fits: (role: PredictedRole) => boolean) =>
              expected.filter(fits).length;
            const summary = await summarizeFleetRoles(knex, selection);
            expect(await countFleetRoles(knex, selection)).toBe(
              expected.length,
            );
            expect(summary).toMatchObject({
              unmanaged: count(({ managed }) => !managed),
              withoutNodes: count(({ nodes }) => nodes?.total === 0),
              ...stateCounts(expected),
            });
            for (const { code, count: counted } of summary.problems) {
              expect(counted).toBe(
                count(({ problems }) => problems.includes(code)),
              );
            }
            expect(new Set(summary.problems.map(({ code }) => code))).toEqual(
              new Set(expected.flatMap(({ problems }) => problems)),
            );
            for (const { accountId, ...counts } of summary.accounts) {
              expect(counts).toEqual(
                stateCounts(
                  expected.filter(role => role.accountId === accountId),
                ),
              );
            }
            for (const { owner, ...counts } of summary.owners) {
              expect(counts).toEqual(
                stateCounts(
                  expected.filter(role => (role.owner ?? '') === owner),
                ),
              );
            }
            for (const totals of [summary.accounts, summary.owners]) {
              expect(totals.reduce((sum, { total }) => sum + total, 0)).toBe(
                expected.length,
              );
            }
          },
        ),
        { numRuns: 100 },
      );
      await knex.destroy();
    },
  );

  function stateCounts(roles: readonly PredictedRole[]) {
    const states = Map.groupBy(roles, ({ state }) => state);
    return {
      total: roles.length,
      states: Object.fromEntries(
        [...states].map(([state, own]) => [state, own.length]),
      ),
    };
  }
});

async function flat<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const batch of batches) {
    items.push(...batch);
  }
  return items;
}

describe('a list of very many roles', () => {
  const COUNT = 20_000;
  const ACCOUNTS = Array.from({ length: 20 }, (_, n) =>
    String(100_000_000_000 + n),
  );

  describe.each(databases.ids)('%s', id => {
    const all = manyRoles(COUNT, ACCOUNTS);
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.migrated(id);
      await storeRoles(knex, all);
      await knex.raw('analyze');
    });

    afterAll(() => knex.destroy());

    it.each<[RoleSortField, (role: PredictedRole) => string | number]>([
      ['roleName', ({ roleName }) => roleName],
      [
        'state',
        ({ state }) =>
          [
            'sessions-fail',
            'logs-lost',
            'unknown',
            'ready',
            'not-a-node-role',
          ].indexOf(state),
      ],
      ['accountId', ({ accountId }) => accountId],
    ])('is in the order of %s, without documents', async (field, keyOf) => {
      const byArn = new Map(all.map(role => [role.roleArn, role]));
      const roles = await flat(
        streamFleetRoles(knex, {}, { field, order: 'asc' }),
      );

      const keys = roles.map(({ roleArn }) => keyOf(byArn.get(roleArn)!));
      expect(keys).toEqual(
        [...keys].sort((a, b) => (a < b ? -1 : Number(a > b))),
      );
      expect(roles).toHaveLength(COUNT);
      expect(roles[0]).not.toHaveProperty('snapshot');
    });

    const postgresPlan = async (query: string) => {
      const { rows } = await knex.raw(
        `explain (analyze, format json) ${query}`,
      );
      const nodes = nodesOf(rows[0]['QUERY PLAN'][0].Plan);
      return {
        steps: JSON.stringify(nodes.map(node => node['Node Type'])),
        sorted: Math.max(
          0,
          ...nodes
            .filter(node => /Sort/.test(node['Node Type']))
            .flatMap(({ Plans = [] }) => Plans)
            .map(node => node['Actual Rows'] * node['Actual Loops']),
        ),
      };
    };

    /** What the database does for the second page. */
    const planOf = async (
      selection: RoleSelection,
      sort: RolePageRequest['sort'],
    ) => {
      const page = { sort, limit: 50 };
      const { pageInfo } = await listFleetRoles(knex, selection, page);
      const queries: string[] = [];
      const listen = (_: unknown, __: unknown, builder: Knex.QueryBuilder) =>
        queries.push(builder.toQuery().replace(/\?/g, '\\?'));
      knex.on('query-response', listen);
      await listFleetRoles(knex, selection, {
        ...page,
        cursor: pageInfo.nextCursor,
      });
      knex.removeListener('query-response', listen);
      if (id !== 'SQLITE_3') {
        return postgresPlan(queries[0]);
      }
      const steps = await knex.raw(`explain query plan ${queries[0]}`);
      return { steps: JSON.stringify(steps), sorted: 0 };
    };

    const SELECTIONS: Record<string, RoleSelection> = {
      'all roles': {},
      'an account': { accountIds: [ACCOUNTS[3]] },
      'an owner': { owner: ['group:default/team-3'] },
      'several owners': {
        owner: [
          'group:default/team-3',
          'group:default/team-4',
          'user:default/a',
        ],
      },
      'a state': { state: ['sessions-fail'] },
      'two states': { state: ['sessions-fail', 'logs-lost'] },
      'a problem': { problem: 's3-put-denied' },
      'a region': { region: 'eu-west-1' },
      'a service': { entityRef: 'component:default/service-7' },
      'what the portal manages': { managed: true },
      'what the portal does not manage': { managed: false },
      'what has drifted': { drift: ['drifted'] },
      'what no node uses': { hasNodes: false },
      'what nodes use': { hasNodes: true },
      'what one may see': {
        visible: {
          anyOf: [
            { key: 'account', values: ACCOUNTS.slice(0, 5) },
            { key: 'entity', values: ['component:default/service-7'] },
          ],
        },
      },
    };

    it.each(Object.keys(SELECTIONS))(
      'reads a page of %s with indexes, in every order',
      async name => {
        for (const sort of SORTS) {
          const { steps, sorted } = await planOf(SELECTIONS[name], sort);

          expect({ sort, steps }).toEqual({
            sort,
            steps: expect.stringMatching(/index/i),
          });
          expect(steps).not.toMatch(/seq scan|scan fleet_roles(?! using)/i);
          // A few, such as those of one service, are sorted faster than found.
          expect({ sort, sorted: sorted < COUNT / 100 }).toEqual({
            sort,
            sorted: true,
          });
        }
      },
    );
  });
});

interface PlanNode {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
