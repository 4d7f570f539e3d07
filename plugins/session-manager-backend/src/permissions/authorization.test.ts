import { randomUUID } from 'node:crypto';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  ScaffolderService,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import {
  FleetAccount,
  FleetRole,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import {
  GROUPS,
  PERMISSION_FEATURES,
  RELATION_FEATURES,
  RELATION_SERVICES,
  stepTemplate,
} from '../__testUtils__/byRelation';
import knexFactory, { Knex } from 'knex';
import supertest from 'supertest';
import {
  as,
  AUDIT,
  development,
  ENTITIES,
  headersFor,
  configWith,
  production,
} from '../__testUtils__/startPortal';
import { runTemplate } from '../__testUtils__/runTemplate';
import { Portal, useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(300_000);

const noScaffolder = createServiceFactory({
  service: scaffolderServiceRef,
  deps: {},
  factory: () =>
    ({
      scaffold: async () => {
        throw new ServiceUnavailableError('not here');
      },
    }) as Partial<ScaffolderService> as ScaffolderService,
});

/**
 * Who may do what under the policy decideByRelation. Ada and Noor own payments;
 * Grace and Noor are approvers. The request is Ada's, or Noor's in Noor's
 * column. ci is an external service, to which the policy does not apply. The
 * guest, who is in no group, is denied everything; Mei may create and request
 * roles for what she owns.
 */
const TABLE = `
                          nobody  ada   mei   grace noor  ci    scaffolder  guest
read the roles            401     200   403   403   200   200   200         403
read the readiness        401     200   403   403   200   200   200         403
list all roles            401     200   200   200   200   200   200         403
count all roles           401     200   200   200   200   200   200         403
compare all roles         401     200   200   200   200   200   200         403
preview a change          401     200   200   200   200   200   200         403
plan a batch              401     200   200   200   200   403   403         403
start a batch             401     409   409   409   409   403   403         403
plan an attachment        401     200   200   200   200   403   403         403
start an attachment       401     409   409   409   409   403   403         403
read one's own batch      401     404   404   404   404   403   403         404
explain a message         401     200   403   403   200   200   200         403
preview a role            401     200   403   403   200   200   200         403
confirm whose a role is   401     403   403   403   403   403   403         403
read the instances        401     200   403   403   200   200   200         403
connect to the nodes      401     200   403   403   200   200   200         403
read the accounts         401     200   200   200   200   200   200         200
check the installation    401     403   403   403   403   200   200         403
read what a form offers   401     200   200   200   200   200   200         403
list requests             401     200   200   200   200   200   200         403
read the request          401     200   404   200   200   200   200         404
file a request            401     201   403   403   201   201   201         403
dry-run a request         401     204   403   403   204   204   204         403
approve                   401     403   404   200   403   403   403         404
reject                    401     403   404   200   403   403   403         404
withdraw                  401     200   404   403   200   403   403         404
retry                     401     200   404   200   200   403   403         404
confirm                   401     403   404   200   403   403   403         404
claim                     401     403   403   403   403   403   200         403
report                    401     403   403   403   403   403   200         403
session-manager:role:create               401 made no no made made made no
session-manager:role:delete               401 made no no made made made no
session-manager:request:create            401 made no no made made made no
session-manager:instance-profile:attach   401 made no no made made made no
session-manager:log-access:grant          401 made no no made made made no
`;

type Person =
  'nobody' | 'ada' | 'mei' | 'grace' | 'noor' | 'ci' | 'scaffolder' | 'guest';

const [head, ...lines] = TABLE.trim().split('\n');
const PEOPLE = head.trim().split(/\s+/) as Person[];
const ROWS = lines.map(line => {
  const [, what, rest] = /^(\S+:\S+:\S+|.{24}) +(.*)$/.exec(line) ?? [];
  return [what.trim(), rest.split(/\s+/)] as const;
});
const ROUTES = ROWS.filter(([what]) => !what.includes(':'));
const ACTIONS = ROWS.filter(([what]) => what.includes(':'));

const PAYMENTS = 'component:default/payments';
const ROLE_ARN = `arn:aws:iam::${development}:role/session-manager/payments-session-role`;

/** A batch that starts nothing; what one starts, batches.portal.test.ts shows. */
const NO_ROLE = { action: 'repair', roles: { roleArns: [ROLE_ARN] } };
const NOTHING_TO_ATTACH = { ...NO_ROLE, action: 'attach' };

const entities: Entity[] = [
  ...ENTITIES.map(entity =>
    entity.metadata.name === 'noor'
      ? {
          ...entity,
          relations: GROUPS['user:default/noor'].map(targetRef => ({
            type: 'memberOf',
            targetRef,
          })),
        }
      : entity,
  ),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/orders' }],
  },
  stepTemplate(ACTIONS.map(([action]) => action)),
];

describe('who may do what', () => {
  const requests = useRequests();

  const optionsWith = (rules: { approvers?: string[] }) => ({
    entities,
    config: {
      ...configWith(rules, { accountId: AUDIT, partition: 'aws' }),
      permission: { enabled: true },
    },
    features: RELATION_FEATURES,
    services: RELATION_SERVICES,
  });
  /** Requests stay in the state that tests set. */
  const startWithoutTasks = ({
    knex,
    ...rules
  }: { knex?: Knex; approvers?: string[] } = {}) =>
    requests.start({
      ...optionsWith(rules),
      knex,
      features: PERMISSION_FEATURES,
      services: [...RELATION_SERVICES, noScaffolder],
    });

  describe('by routes', () => {
    let filed = 0;

    /** A request of the column's user, in the state that the route needs. */
    async function requestFor(what: string, person: Person, portal: Portal) {
      const requester = person === 'noor' ? as.noor : as.ada;
      filed += 1;
      const request = await portal.file(
        {
          roleName: `role-${filed}`,
          entityRef: PAYMENTS,
          s3: { bucket: 'audit-logs', bucketOwner: '999900001111' },
        },
        requester,
      );
      const report = (verb: string, body: object) =>
        portal.post(`/requests/${request.id}/${verb}`, body, as.scaffolder);
      if (['retry', 'confirm', 'claim', 'report'].includes(what)) {
        await portal.decide(request, 'approve', as.grace).expect(200);
      }
      if (['retry', 'confirm', 'report'].includes(what)) {
        await report('claim', { taskId: '1' }).expect(200);
      }
      if (what === 'retry') {
        await report('report', { taskId: '1', outcome: 'failed', error: 'e' });
      }
      if (what === 'confirm') {
        await report('report', {
          taskId: '1',
          outcome: 'done',
          parts: ['role'],
        });
      }
      return request;
    }

    function send(
      what: string,
      portal: Portal,
      header: string,
      filedNow: RoleRequest,
    ) {
      const path = `/requests/${filedNow.id}`;
      switch (what) {
        case 'read the roles':
          return portal.get(
            '/entities/component/default/payments/roles',
            header,
          );
        case 'read the readiness':
          return portal.get(
            `/entities/component/default/payments/readiness?roleArn=${encodeURIComponent(ROLE_ARN)}&region=us-east-1`,
            header,
          );
        case 'list all roles':
          return portal.get('/roles', header);
        case 'count all roles':
          return portal.get('/roles/summary', header);
        case 'compare all roles':
          return portal.get('/roles/variants', header);
        case 'preview a change':
          return portal.post(
            '/what-if',
            {
              accountId: development,
              region: 'us-east-1',
              change: { preferences: { kmsKeyId: '' } },
            },
            header,
          );
        case 'plan a batch':
          return portal.post('/batches/plan', NO_ROLE, header);
        case 'start a batch':
          return portal.post('/batches', NO_ROLE, header);
        case 'plan an attachment':
          return portal.post('/batches/plan', NOTHING_TO_ATTACH, header);
        case 'start an attachment':
          return portal.post('/batches', NOTHING_TO_ATTACH, header);
        case "read one's own batch":
          return portal.get(`/batches/${randomUUID()}`, header);
        case 'explain a message':
          return portal.post(
            '/explain',
            {
              message: 'AccessDenied',
              entityRef: PAYMENTS,
              roleArn: ROLE_ARN,
            },
            header,
          );
        case 'preview a role':
          return portal.post(
            '/preview',
            {
              spec: {
                accountId: development,
                roleName: 'payments-session-role',
                path: '/session-manager/',
                entityRef: PAYMENTS,
              },
            },
            header,
          );
        case 'confirm whose a role is':
          return portal.post(
            '/entities/component/default/payments/role-confirmations',
            { roleArn: ROLE_ARN },
            header,
          );
        case 'read the instances':
          return portal.get(
            '/entities/component/default/payments/instances',
            header,
          );
        case 'connect to the nodes':
          return portal.get(
            '/entities/component/default/payments/connect',
            header,
          );
        case 'check the installation':
          return portal.get('/installation', header);
        case 'read the accounts':
          return portal.get('/accounts', header);
        case 'read what a form offers':
          return portal.get(`/accounts/${development}/buckets`, header);
        case 'list requests':
          return portal.get('/requests', header);
        case 'read the request':
          return portal.get(path, header);
        case 'file a request':
          return portal.post(
            '/requests',
            {
              spec: {
                accountId: filedNow.spec.accountId,
                roleName: `${filedNow.spec.roleName}-2`,
                entityRef: PAYMENTS,
              },
              reason: 'x',
            },
            header,
          );
        case 'dry-run a request':
          return portal.post(
            '/requests/dry-run',
            {
              spec: {
                accountId: production,
                roleName: 'never-filed',
                entityRef: PAYMENTS,
              },
              reason: 'x',
            },
            header,
          );
        case 'claim':
          return portal.post(`${path}/claim`, { taskId: '1' }, header);
        case 'report':
          return portal.post(
            `${path}/report`,
            { taskId: '1', outcome: 'done', parts: ['role'] },
            header,
          );
        default:
          return portal.decide(filedNow, what, header, 'a comment');
      }
    }

    it.each(ROUTES)('%s', async (what, expected) => {
      const portal = await startWithoutTasks();
      const got: Record<string, string> = {};
      for (const person of PEOPLE) {
        const filedNow = await requestFor(what, person, portal);
        const { status } = await send(what, portal, as[person], filedNow);
        got[person] = String(status);
      }
      expect(got).toEqual(
        Object.fromEntries(PEOPLE.map((person, n) => [person, expected[n]])),
      );
    });

    it('and former approvers do not see older requests, but new approvers do', async () => {
      const knex = knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
      const before = await startWithoutTasks({ knex });
      const filedBefore = await before.file({
        entityRef: PAYMENTS,
        roleName: 'older',
      });
      const path = `/requests/${filedBefore.id}`;
      const seenIn = async (portal: Portal, header: string) => {
        const { body } = await portal.get('/requests', header).expect(200);
        return body.items.map((item: RoleRequest) => item.id);
      };
      expect(await seenIn(before, as.grace)).toEqual([filedBefore.id]);
      expect(await seenIn(before, as.mei)).toEqual([]);

      // Mei's group approves instead of Grace's.
      const after = await startWithoutTasks({
        knex,
        approvers: ['group:default/orders'],
      });

      expect(await seenIn(after, as.grace)).toEqual([]);
      await after.get(path, as.grace).expect(404);
      expect(await seenIn(after, as.mei)).toEqual([filedBefore.id]);
      await after.get(path, as.mei).expect(200);
      await after.decide(filedBefore, 'approve', as.mei).expect(403);
    });

    it('and a list contains only what the caller may see', async () => {
      const portal = await startWithoutTasks();
      const { id } = await portal.file({
        entityRef: PAYMENTS,
        roleName: 'seen',
      });
      const seenBy = async (header: string) => {
        const { body } = await portal.get('/requests', header).expect(200);
        expect(body.totals.views.all).toBe(body.items.length);
        return body.items.map((item: RoleRequest) => item.id);
      };

      expect(await seenBy(as.ada)).toEqual([id]);
      expect(await seenBy(as.noor)).toEqual([id]);
      expect(await seenBy(as.grace)).toEqual([id]);
      expect(await seenBy(as.mei)).toEqual([]);
    });
  });

  it('and the list, summary and CSV of roles contain only what the caller may see', async () => {
    const portal = await startWithoutTasks();
    await portal.scan();
    const seenBy = async (header: string) => {
      const { body } = await portal.get('/roles', header).expect(200);
      const { body: summary } = await portal.get('/roles/summary', header);
      const { text } = await portal
        .get('/roles', header)
        .set('accept', 'text/csv');
      const names: string[] = body.items.map(
        (role: FleetRole) => role.roleName,
      );
      expect(text.split('\r\n').slice(1, -1).sort()).toEqual(
        names.toSorted().map(name => expect.stringMatching(`^${name},`)),
      );
      expect([body.totalItems, summary.total]).toEqual([
        names.length,
        names.length,
      ]);
      return {
        names,
        accounts: summary.accounts.map(
          ({ accountId, name }: FleetAccount) => name ?? accountId,
        ),
      };
    };

    const nothing = { names: [], accounts: [] };
    expect(await seenBy(as.ada)).toEqual({
      names: ['payments-session-role'],
      accounts: ['development'],
    });
    expect(await seenBy(as.mei)).toEqual({
      names: ['orders-session-role'],
      accounts: ['development'],
    });
    expect(await seenBy(as.grace)).toEqual(nothing);
    // The policy is about people. Other plugins, such as the catalog with its
    // entities for roles, see all.
    expect(await seenBy(as.scaffolder)).toEqual(await seenBy(as.root));
    const { names, accounts } = await seenBy(as.root);
    expect(names).toHaveLength(3);
    expect(accounts).toEqual(['development', 'production', AUDIT]);
  });

  describe('by actions', () => {
    const logs = { bucket: 'audit-logs', bucketOwner: AUDIT };
    let iam: IAMClient;
    let portal: Portal;

    beforeAll(async () => {
      portal = await requests.startForAll(optionsWith({}));
      iam = new IAMClient(await requests.clientConfig(development));
      const s3 = new S3Client({
        ...(await requests.clientConfig(AUDIT)),
        forcePathStyle: true,
      });
      await s3.send(new CreateBucketCommand({ Bucket: logs.bucket }));
    });

    const roles = async () => {
      const { Roles = [] } = await iam.send(new ListRolesCommand({}));
      return Roles.map(({ RoleName }) => RoleName);
    };

    const by = headersFor('scaffolder');
    const run = (header: string, what: string, input: object) =>
      runTemplate(portal, header, 'step', {
        action: what,
        input: { accountId: development, ...input },
      });

    /** The input of the step, and its result according to AWS or a list. */
    async function step(what: string, person: Person) {
      const roleName = `${what.split(':').slice(1).join('-')}-${person}`;
      switch (what) {
        case 'session-manager:role:create':
          return {
            input: { roleName, entityRef: PAYMENTS },
            isDone: async () => (await roles()).includes(roleName),
          };
        case 'session-manager:role:delete':
          await run(by.ci, 'session-manager:role:create', {
            roleName,
            entityRef: PAYMENTS,
          });
          return {
            input: { roleName, force: true },
            isDone: async () => !(await roles()).includes(roleName),
          };
        case 'session-manager:request:create':
          return {
            input: {
              accountId: production,
              roleName,
              entityRef: PAYMENTS,
              reason: 'x',
            },
            isDone: async () => {
              const { body } = await portal.get(
                `/requests?q=${roleName}`,
                as.ci,
              );
              return body.items.length === 1;
            },
          };
        case 'session-manager:instance-profile:attach':
          return {
            input: {
              region: 'us-east-1',
              roleName: 'payments-session-role',
              tags: { Name: 'payments-1' },
            },
            // The instance already has it, which must not be revealed either.
            isDone: async () => undefined,
          };
        default:
          return {
            input: {
              roleName: 'payments-session-role',
              path: '/session-manager/',
              s3: logs,
            },
            isDone: async () => undefined,
          };
      }
    }

    it.each(ACTIONS)('%s', async (what, expected) => {
      const got: Record<string, string> = {};
      for (const person of PEOPLE) {
        const { input, isDone } = await step(what, person);
        const { status, log } = await run(by[person], what, input);
        const isMade = (await isDone()) ?? status === 'completed';
        const isRefused = /may not|(?:is|are) not allowed to/.test(log);
        got[person] = isMade
          ? 'made'
          : (status === 'failed' && isRefused && 'no') || status;
      }
      expect(got).toEqual(
        Object.fromEntries(PEOPLE.map((person, n) => [person, expected[n]])),
      );
    });

    it.each([
      ['completes for an owner', by.ada, 'Would: request the role'],
      [
        'is refused to everyone else',
        by.mei,
        'You are not allowed to request this role',
      ],
    ])('a dry run of a request %s', async (_, header, says) => {
      const { body } = await supertest(portal.server)
        .post('/api/scaffolder/v2/dry-run')
        .set('authorization', header)
        .send({
          template: {
            ...stepTemplate([]),
            spec: {
              type: 'x',
              parameters: {},
              steps: [
                {
                  id: 'request',
                  name: 'Request the role',
                  action: 'session-manager:request:create',
                  input: {
                    accountId: production,
                    roleName: 'only-dry',
                    entityRef: PAYMENTS,
                    reason: 'x',
                  },
                },
              ],
            },
          },
          values: {},
          directoryContents: [],
        });
      expect(JSON.stringify(body)).toContain(says);
      const list = await portal.get('/requests?q=only-dry', as.ci);
      expect(list.body.items).toEqual([]);
    });

    it.each([
      ['a role of one’s own name', { roleName: 'payments-session-role' }],
      [
        'the instance profile of a role',
        {
          roleName: 'orders-own-role',
          instanceProfileName: 'payments-session-role',
          adopt: true,
        },
      ],
      [
        'the policy of a role',
        {
          roleName: 'orders-own-role',
          policyName: 'payments-session-role-SessionManagerPermissions',
          adopt: true,
        },
      ],
    ])('not even through %s of another service', async (_, names) => {
      const before = await roles();

      const { status, log } = await run(by.mei, 'session-manager:role:create', {
        ...names,
        path: '/session-manager/',
        entityRef: 'component:default/orders',
      });

      expect(status).toBe('failed');
      expect(log).toContain(
        `is not allowed to create the role ${names.roleName}`,
      );
      expect(log).toContain(PAYMENTS);
      // What was created before the name was found to be taken is deleted
      // again.
      expect(await roles()).toEqual(before);
    });
  });
});
