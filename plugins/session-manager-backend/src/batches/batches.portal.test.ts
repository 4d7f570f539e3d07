import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { Entity } from '@backstage/catalog-model';
import {
  Batch,
  BatchItem,
  NewBatch,
  PlannedRole,
} from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import request from 'supertest';
import { parse } from 'yaml';
import {
  RELATION_FEATURES,
  RELATION_SERVICES,
} from '../__testUtils__/byRelation';
import {
  as,
  development,
  ENTITIES,
  PORTAL_CONFIG,
  production,
} from '../__testUtils__/startPortal';
import { Portal, useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(300_000);

const { roleName } = demoFleet.roles.healthy;
const PAYMENTS = 'component:default/payments';

const arnIn = (accountId: string, name: string) =>
  `arn:aws:iam::${accountId}:role${demoFleet.path}${name}`;

const DEVELOPMENT_ROLE = arnIn(development, roleName);
const PRODUCTION_ROLE = arnIn(production, roleName);
const ORDERS_ROLE = arnIn(development, demoFleet.roles.broken.roleName);

const entities: Entity[] = [
  ...ENTITIES,
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/orders' }],
  },
  parse(
    readFileSync(
      resolve(
        __dirname,
        '../../../../templates/session-manager-role-logging/template.yaml',
      ),
      'utf8',
    ),
  ),
];

describe('a batch', () => {
  const requests = useRequests();

  const policiesOf = async (accountId: string) => {
    const iam = new IAMClient(await requests.clientConfig(accountId));
    const { AttachedPolicies = [] } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: roleName }),
    );
    return AttachedPolicies.map(({ PolicyArn }) => PolicyArn);
  };

  const drift = async (accountId: string) => {
    const iam = new IAMClient(await requests.clientConfig(accountId));
    for (const PolicyArn of await policiesOf(accountId)) {
      await iam.send(
        new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn }),
      );
    }
  };

  const plan = async (
    portal: Portal,
    batch: NewBatch,
    header = as.ada,
  ): Promise<PlannedRole[]> =>
    (await portal.post('/batches/plan', batch, header).expect(200)).body.items;

  const itemsOf = ({ groups }: Batch): BatchItem[] =>
    groups.flatMap(({ items }) => items);

  const until = async (
    portal: Portal,
    id: string,
    isTrue: (items: readonly BatchItem[]) => boolean,
    header = as.ada,
  ): Promise<Batch> => {
    for (;;) {
      const { body } = await portal.get(`/batches/${id}`, header).expect(200);
      if (isTrue(itemsOf(body))) {
        return body;
      }
      await new Promise(done => setTimeout(done, 100));
    }
  };

  const isEnded = ({ status }: BatchItem) =>
    status !== 'waiting' && status !== 'running';

  const tasksOf = async (portal: Portal) => {
    const { body } = await request(portal.server)
      .get('/api/scaffolder/v2/tasks')
      .set('authorization', as.root)
      .expect(200);
    return body.totalTasks;
  };

  it('repairs each role through its own gate', async () => {
    const portal = await requests.start({ entities });
    const first = await portal.file({
      roleName,
      path: demoFleet.path,
      entityRef: PAYMENTS,
    });
    await portal.decide(first, 'approve', as.grace).expect(200);
    await portal.until(first.id, 'provisioned');
    await drift(development);
    await drift(production);
    await portal.scan();
    const batch: NewBatch = {
      action: 'repair',
      roles: {
        roleArns: [
          DEVELOPMENT_ROLE,
          PRODUCTION_ROLE,
          arnIn(development, 'no-such-role'),
        ],
      },
    };

    expect(await plan(portal, batch)).toEqual([
      expect.objectContaining({
        roleArn: DEVELOPMENT_ROLE,
        accountName: 'development',
        owner: 'group:default/payments',
        start: 'task',
      }),
      expect.objectContaining({ roleArn: PRODUCTION_ROLE, start: 'request' }),
      expect.objectContaining({
        roleName: 'no-such-role',
        omission: 'not-found',
      }),
    ]);
    const refused = await portal.post('/batches', batch).expect(400);
    expect(refused.body.error.message).toBe(
      'reason: must say why the roles are needed, because 1 of them need an approval',
    );

    const wanted = { ...batch, reason: 'drifted in the night' };
    const { body } = await portal.post('/batches', wanted).expect(201);
    const { id } = body;
    // A second click starts nothing twice.
    const again = await plan(portal, wanted);
    expect(again[0]).toMatchObject({ omission: 'in-progress' });

    const waiting = await until(portal, id, items => items.every(isEnded));
    expect(waiting).toMatchObject({
      action: 'repair',
      reason: 'drifted in the night',
      counts: { done: 1, 'in-approval': 1, 'left-out': 1 },
    });
    expect(waiting.groups.map(({ owner }) => owner)).toEqual([
      undefined,
      'group:default/payments',
    ]);
    expect(await policiesOf(development)).not.toEqual([]);
    expect(await policiesOf(production)).toEqual([]);
    await portal.get(`/batches/${id}`, as.mei).expect(404);

    const { requestId = '' } =
      itemsOf(waiting).find(({ status }) => status === 'in-approval') ?? {};
    const { request: filed } = await portal.details(requestId);
    expect(filed).toMatchObject({
      requester: 'user:default/ada',
      reason: 'drifted in the night',
    });
    await portal.decide(filed, 'approve', as.grace).expect(200);
    await portal.until(requestId, 'provisioned');
    expect((await until(portal, id, () => true)).counts).toEqual({
      done: 2,
      'left-out': 1,
    });
    expect(await policiesOf(production)).not.toEqual([]);
  });

  it('takes all that match, unless they have become more', async () => {
    const portal = await requests.start({ entities });
    await drift(development);
    await portal.scan();
    const matching = (count: number): NewBatch => ({
      action: 'repair',
      roles: { filter: { q: 'payments', accountId: [development] }, count },
    });
    const { body } = await portal.get('/roles').expect(200);
    expect(body.totalItems).toBeGreaterThan(1);

    const refused = await portal
      .post('/batches', {
        action: 'repair',
        roles: { filter: {}, count: 1 },
      })
      .expect(409);
    expect(refused.body.error.message).toBe(
      `${body.totalItems} roles match now, and 1 did when they were selected. Look at the list again.`,
    );
    expect(await tasksOf(portal)).toBe(0);

    expect(await plan(portal, matching(5))).toMatchObject([
      { roleArn: DEVELOPMENT_ROLE, start: 'task' },
    ]);
  });

  it('goes on with the others if one cannot be started', async () => {
    const portal = await requests.start({
      // Without the template, no task can start.
      entities: entities.slice(0, -1),
    });
    await drift(development);
    await portal.scan();
    const { body } = await portal
      .post('/batches', {
        action: 'repair',
        roles: { roleArns: [DEVELOPMENT_ROLE, PRODUCTION_ROLE] },
        reason: 'x',
      })
      .expect(201);

    const { groups } = await until(portal, body.id, items =>
      items.every(isEnded),
    );
    const [failed] = groups
      .flatMap(({ items }) => items)
      .filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject({
      roleArn: DEVELOPMENT_ROLE,
      error: expect.stringMatching(/template/i),
    });
    // What failed can be tried again.
    expect(
      await plan(portal, {
        action: 'repair',
        roles: { roleArns: [DEVELOPMENT_ROLE] },
      }),
    ).toMatchObject([{ start: 'task' }]);
  });

  it.each([
    ['ada', [DEVELOPMENT_ROLE]],
    ['mei', [ORDERS_ROLE]],
    ['grace', []],
  ] as const)(
    'starts for %s only what they may change',
    async (person, own) => {
      const portal = await requests.start({
        entities,
        config: { ...PORTAL_CONFIG, permission: { enabled: true } },
        features: RELATION_FEATURES,
        services: RELATION_SERVICES,
      });
      await drift(development);
      await portal.scan();
      const { body: all } = await portal.get('/roles?limit=100', as.root);
      const roleArns: string[] = all.items.map(
        (role: { roleArn: string }) => role.roleArn,
      );
      expect(roleArns.length).toBeGreaterThan(2);
      const mayChange = async (arn: string) => {
        const name = arn === ORDERS_ROLE ? 'orders' : 'payments';
        const { status, body } = await portal.get(
          `/entities/component/default/${name}/roles`,
          as[person],
        );
        return (
          status === 200 &&
          body.roles.find(({ roleArn }: BatchItem) => roleArn === arn)?.may
            ?.change === true
        );
      };

      for (const action of ['repair', 'adopt'] as const) {
        const planned = await plan(
          portal,
          { action, roles: { roleArns } },
          as[person],
        );
        const started = planned.filter(({ start }) => start);
        for (const { roleArn } of started) {
          expect(own).toContain(roleArn);
          expect(await mayChange(roleArn)).toBe(true);
        }
        const before = await tasksOf(portal);
        const { status, body } = await portal.post(
          '/batches',
          { action, roles: { roleArns }, reason: 'x' },
          as[person],
        );
        expect(status).toBe(started.length > 0 ? 201 : 409);
        if (status === 201) {
          await until(portal, body.id, i => i.every(isEnded), as[person]);
        }
        expect((await tasksOf(portal)) - before).toBe(
          started.filter(({ start }) => start === 'task').length,
        );
      }
    },
  );
});
