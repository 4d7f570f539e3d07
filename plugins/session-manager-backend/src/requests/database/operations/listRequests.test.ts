import { mockCredentials } from '@backstage/backend-test-utils';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { RequestList } from 'backstage-plugin-session-manager-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { useDatabases } from '../../../__testUtils__/databases';
import {
  anyCondition,
  anyCriteria,
  decidingBy,
  rulesetOf,
} from '../../../permissions/__testUtils__/conditions';
import { requestRules } from '../../../permissions/requestRules';
import {
  RequestFacts,
  requestPermissionResourceRef,
  RequestRuleQuery,
} from '../../../permissions/resources';
import { newRequest } from '../../__testUtils__/newRequest';
import { createVisibleRequests } from '../../visibleRequests';
import { RequestSelection } from '../RequestSelection';
import { approverRows, NewRequest, requestRow } from './insertRequest';
import { countRequests, listRequests, StoredRequestPage } from './listRequests';

jest.setTimeout(300_000);

const COUNT = 10_000;
const NOW = new Date('2026-12-01T00:00:00.000Z');

const PEOPLE = ['user:default/ada', 'user:default/mei', 'user:default/omar'];
const APPROVERS = ['group:default/security', 'user:default/grace'];
const ACCOUNTS = ['444455556666', '777788889999'];
const ENTITIES = ['component:default/payments', 'component:default/web'];
const OWNERS = ['group:default/payments', 'group:default/web'];

/** The owner of an entity has the entity's name. */
const ownerOf = (entity: string | undefined) =>
  entity ? [entity.replace('component', 'group')] : [];

/** Many requests of many kinds, some filed at the same time. */
function manyRequests(count: number): NewRequest[] {
  return Array.from({ length: count }, (_, n) =>
    newRequest({
      spec: {
        accountId: ACCOUNTS[n % 2],
        roleName: `Role-${(n * 7919) % count}`,
        entityRef: [...ENTITIES, undefined][n % 3],
      },
      requester: PEOPLE[n % 3],
      reason: n % 100 === 0 ? '100% of the_migration' : 'on call',
      rules: {
        approvers: [APPROVERS[n % 2]],
        required: 1,
        autoApprove: [],
      },
      createdAt: new Date(1_000_000 * Math.floor(n / 3)).toISOString(),
      ...(n % 5 === 0 ? { state: { status: 'withdrawn' } } : {}),
    }),
  );
}

async function insertAll(knex: Knex, requests: NewRequest[]) {
  await knex.batchInsert('role_requests', requests.map(requestRow), 500);
  await knex.batchInsert(
    'role_request_approvers',
    requests.flatMap(approverRows),
    500,
  );
}

/** The database's query plan. */
async function explain(knex: Knex, query: string): Promise<string> {
  const { client } = knex.client.config;
  const isSqlite = client === 'better-sqlite3';
  const plan = await knex.raw(
    `explain ${isSqlite ? 'query plan ' : ''}${query.replace(/\?/g, '\\?')}`,
  );
  return JSON.stringify(isSqlite ? plan : plan.rows);
}

const databases = useDatabases();

describe('a list of requests', () => {
  describe.each(databases.ids)('%s', id => {
    const all = manyRequests(COUNT);
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.migrated(id);
      await insertAll(knex, all);
      await knex.raw('analyze');
    });

    afterAll(() => knex.destroy());

    const everything: RequestSelection = {
      view: 'all',
      viewer: {
        ref: 'user:default/grace',
        approverRefs: APPROVERS,
        approvesIn: ACCOUNTS,
      },
      now: NOW,
    };
    const newestFirst: StoredRequestPage = {
      sort: { field: 'createdAt', order: 'desc' },
      limit: 100,
    };

    /** Reads all pages in one direction. */
    const readOn = async (
      selection: RequestSelection,
      page: StoredRequestPage,
      way: keyof RequestList['pageInfo'],
    ) => {
      const ids: string[][] = [];
      let cursor = page.cursor;
      let turn: string | undefined;
      do {
        const { items, pageInfo } = await listRequests(knex, selection, {
          ...page,
          cursor,
        });
        ids.push(items.map(({ request }) => request.id));
        turn = cursor;
        cursor = pageInfo[way];
      } while (cursor);
      return { pages: ids, last: turn };
    };

    it.each([
      ['createdAt', 'desc'],
      ['createdAt', 'asc'],
      ['roleName', 'asc'],
    ] as const)(
      'by %s %s has every request once, forward and backward',
      async (field, order) => {
        const page = { ...newestFirst, sort: { field, order } };
        const keyOf = (request: NewRequest) =>
          field === 'roleName'
            ? request.spec.roleName.toLowerCase()
            : request.createdAt;
        const there = await readOn(everything, page, 'nextCursor');

        expect(there.pages).toHaveLength(COUNT / 100);
        const seen = there.pages.flat();
        expect(new Set(seen).size).toBe(COUNT);
        const byId = new Map(all.map(request => [request.id, request]));
        const keys = seen.map(each => keyOf(byId.get(each) as NewRequest));
        const sorted = [...keys].sort();
        // Each database has its own collation.
        const wanted = order === 'asc' ? sorted : sorted.reverse();
        expect(field === 'createdAt' ? keys : wanted).toEqual(wanted);

        const back = await readOn(
          everything,
          { ...page, cursor: there.last },
          'prevCursor',
        );
        expect(back.pages.reverse()).toEqual(there.pages);
      },
    );

    it('reads every page with an index', async () => {
      const { last } = await readOn(everything, newestFirst, 'nextCursor');
      const queries: string[] = [];
      const listen = (_: unknown, __: unknown, builder: Knex.QueryBuilder) =>
        queries.push(builder.toQuery());
      knex.on('query-response', listen);
      await listRequests(knex, everything, { ...newestFirst, cursor: last });
      knex.removeListener('query-response', listen);

      const steps = await explain(knex, queries[0]);
      expect(steps).toMatch(/index/i);
      expect(steps).not.toMatch(/\bsort|temp b-tree|seq scan/i);
    });

    it('has the right requests in each view', async () => {
      const count = (selection: Partial<RequestSelection>) =>
        countRequests(knex, { ...everything, ...selection });
      const expected = (fits: (request: NewRequest) => boolean) =>
        all.filter(fits).length;
      const isPending = ({ state }: NewRequest) => state.status === 'pending';
      const ada = {
        ref: 'user:default/ada',
        approverRefs: [],
        approvesIn: ACCOUNTS,
      };

      expect(await count({})).toBe(COUNT);
      expect(await count({ view: 'mine', viewer: ada })).toBe(
        expected(({ requester }) => requester === ada.ref),
      );
      expect(await count({ view: 'to-approve', viewer: ada })).toBe(0);
      expect(
        await count({
          view: 'to-approve',
          viewer: { ...ada, approverRefs: [APPROVERS[0]] },
        }),
      ).toBe(
        expected(
          request =>
            isPending(request) &&
            request.requester !== ada.ref &&
            request.rules.approvers.includes(APPROVERS[0]),
        ),
      );
      expect(
        await count({ view: 'to-approve', now: new Date('2027-01-01') }),
      ).toBe(0);
      expect(await count({ status: ['withdrawn', 'failed'] })).toBe(
        expected(request => !isPending(request)),
      );
      expect(await count({ accountId: ACCOUNTS[0] })).toBe(COUNT / 2);
      expect(await count({ entityRef: 'Component:default/Web' })).toBe(
        expected(({ spec }) => spec.entityRef === ENTITIES[1]),
      );
      // In the current configuration, the other account has other approvers.
      expect(
        await count({
          view: 'to-approve',
          viewer: { ...everything.viewer, approvesIn: [ACCOUNTS[0]] },
        }),
      ).toBe(
        expected(
          request =>
            isPending(request) && request.spec.accountId === ACCOUNTS[0],
        ),
      );
    });

    it.each([
      ['ROLE-42', ({ spec }: NewRequest) => spec.roleName.includes('Role-42')],
      ['100% of', ({ reason }: NewRequest) => reason.includes('100% of')],
      ['the_m', ({ reason }: NewRequest) => reason.includes('the_m')],
      ['t_e', () => false],
      ["'; drop table role_requests; --", () => false],
      ['default/mei', ({ requester }: NewRequest) => requester.endsWith('mei')],
    ])('is searched for the literal text %s', async (q, fits) => {
      expect(await countRequests(knex, { ...everything, q })).toBe(
        all.filter(fits).length,
      );
    });

    it.each(['abc', Buffer.from('{"id":1}').toString('base64url')])(
      'refuses the cursor "%s", which it did not return',
      async cursor => {
        const page = listRequests(knex, everything, { ...newestFirst, cursor });
        await expect(page).rejects.toThrow('cursor: ');
      },
    );

    it('treats an empty cursor as absent', async () => {
      const page = { ...newestFirst, cursor: '' };
      const first = await listRequests(knex, everything, newestFirst);

      expect(await listRequests(knex, everything, page)).toEqual(first);
      expect(first.items).toHaveLength(newestFirst.limit);
    });
  });
});

describe('visible requests', () => {
  const all = manyRequests(120);
  // The current approvers, whoever a request names.
  const approversIn = (accountId: string) => [
    APPROVERS[ACCOUNTS.indexOf(accountId)],
  ];
  const accounts = {
    configured: ACCOUNTS.map(accountId => ({
      accountId,
      partition: 'aws' as const,
      approval: {
        approvers: approversIn(accountId),
        required: 1,
        autoApprove: [],
        expireAfter: { days: 14 },
        useWithin: { days: 7 },
      },
    })),
  };

  const { resourceType } = requestPermissionResourceRef;
  const criteria = anyCriteria(
    fc.oneof(
      anyCondition(resourceType, ['IS_REQUESTER', 'claims', PEOPLE]),
      anyCondition(resourceType, ['IS_ENTITY_OWNER', 'claims', OWNERS]),
      anyCondition(resourceType, ['IS_APPROVER', 'claims', APPROVERS]),
      anyCondition(resourceType, ['IS_IN_ACCOUNT', 'accountIds', ACCOUNTS]),
    ),
  );
  const ruleset = rulesetOf<RequestFacts, RequestRuleQuery>(requestRules);
  const isAllowed = createConditionAuthorizer<RequestFacts>(ruleset);

  it.each(databases.ids)('in %s match the rules for each request', async id => {
    const knex = await databases.migrated(id);
    await insertAll(knex, all);
    await fc.assert(
      fc.asyncProperty(criteria, async conditions => {
        const { decision, ...services } = decidingBy(
          resourceType,
          conditions,
          ruleset,
        );
        const visible = await createVisibleRequests({
          ...services,
          accounts,
          nestedGroups: {
            withParents: async refs => [...refs],
            withChildren: async refs => [...refs],
          },
          ownership: {
            ownersOf: async () => new Map(),
            ownedBy: async owners =>
              ENTITIES.filter(entity => owners.includes(ownerOf(entity)[0])),
          },
        }).to(mockCredentials.user());

        const { items } = await listRequests(
          knex,
          {
            view: 'all',
            viewer: {
              ref: 'user:default/x',
              approverRefs: [],
              approvesIn: [],
            },
            visible,
            now: NOW,
          },
          { sort: { field: 'createdAt', order: 'asc' }, limit: 1000 },
        );

        expect(items.map(({ request }) => request.id).sort()).toEqual(
          all
            .filter(({ requester, spec }) =>
              isAllowed(decision, {
                requester,
                accountId: spec.accountId,
                approvers: approversIn(spec.accountId),
                entityOwners: ownerOf(spec.entityRef),
              }),
            )
            .map(request => request.id)
            .sort(),
        );
      }),
      { numRuns: 150 },
    );
    await knex.destroy();
  });
});
