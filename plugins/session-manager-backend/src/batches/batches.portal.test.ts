import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRoleTagsCommand,
} from '@aws-sdk/client-iam';
import { Entity } from '@backstage/catalog-model';
import {
  Batch,
  BatchItem,
  ENTITY_REF_TAG,
  FleetRole,
  NewBatch,
  PlannedRole,
} from 'backstage-plugin-session-manager-common';
import { demoFleet, REGION } from 'local-aws';
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

const template = (name: string): Entity =>
  parse(
    readFileSync(
      resolve(__dirname, `../../../../templates/${name}/template.yaml`),
      'utf8',
    ),
  );

const entities: Entity[] = [
  ...ENTITIES,
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/orders' }],
  },
  template('session-manager-attach-instances'),
  template('session-manager-role-logging'),
];

describe('a batch', () => {
  const requests = useRequests();
  let shared: Portal;

  beforeAll(async () => {
    shared = await requests.startForAll({ entities });
    await shared.scan();
  });

  const listed = async (roleArn: string): Promise<FleetRole | undefined> => {
    const { body } = await shared.get('/roles?limit=100').expect(200);
    return body.items.find((role: FleetRole) => role.roleArn === roleArn);
  };

  const untilListed = async (
    roleArn: string,
    isTrue: (role: FleetRole) => boolean,
  ): Promise<FleetRole> => {
    for (;;) {
      const role = await listed(roleArn);
      if (role && isTrue(role)) {
        return role;
      }
      await new Promise(done => setTimeout(done, 100));
    }
  };

  /** Has a role read that was changed outside the portal. */
  const reread = (accountId: string, name: string) =>
    shared
      .post(
        '/changes',
        { changes: [{ what: 'role', accountId, roleName: name }] },
        as.scaffolder,
      )
      .expect(200);

  const isDrifted = ({ drift }: FleetRole) => drift === 'drifted';

  /** Creates a role outside the portal, in an instance profile. */
  const makeByHand = async (accountId: string, service?: string) => {
    const iam = new IAMClient(await requests.clientConfig(accountId));
    const name = 'made-by-hand';
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
        Tags: service ? [{ Key: ENTITY_REF_TAG, Value: service }] : [],
      }),
    );
    await iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName: name }),
    );
    await iam.send(
      new AddRoleToInstanceProfileCommand({
        InstanceProfileName: name,
        RoleName: name,
      }),
    );
    await reread(accountId, name);
    return { iam, name, roleArn: `arn:aws:iam::${accountId}:role/${name}` };
  };

  const ec2 = async () =>
    new EC2Client({
      ...(await requests.clientConfig(development)),
      region: REGION,
    });

  const running: string[] = [];

  /** Runs an instance of a service for one test, and returns its id. */
  const run = async (service: string, profile?: string): Promise<string> => {
    const { Instances = [] } = await (
      await ec2()
    ).send(
      new RunInstancesCommand({
        ImageId: 'ami-12c6146b',
        MinCount: 1,
        MaxCount: 1,
        ...(profile && { IamInstanceProfile: { Name: profile } }),
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: [{ Key: ENTITY_REF_TAG, Value: service }],
          },
        ],
      }),
    );
    const { InstanceId = '' } = Instances[0];
    running.push(InstanceId);
    return InstanceId;
  };

  afterEach(async () => {
    const InstanceIds = running.splice(0);
    if (InstanceIds.length > 0) {
      await (await ec2()).send(new TerminateInstancesCommand({ InstanceIds }));
    }
  });

  const profileOf = async (instanceId: string) => {
    const { Reservations = [] } = await (
      await ec2()
    ).send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
    return Reservations[0].Instances?.[0].IamInstanceProfile?.Arn;
  };

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
    const first = await shared.file({
      roleName,
      path: demoFleet.path,
      entityRef: PAYMENTS,
    });
    await shared.decide(first, 'approve', as.grace).expect(200);
    await shared.until(first.id, 'provisioned');
    for (const [accountId, arn] of [
      [development, DEVELOPMENT_ROLE],
      [production, PRODUCTION_ROLE],
    ]) {
      await drift(accountId);
      await reread(accountId, roleName);
      await untilListed(arn, isDrifted);
    }
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

    expect(await plan(shared, batch)).toEqual([
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
    const refused = await shared.post('/batches', batch).expect(400);
    expect(refused.body.error.message).toBe(
      'reason: must say why the roles are needed, because 1 of them need an approval',
    );

    const wanted = { ...batch, reason: 'drifted in the night' };
    const { body } = await shared.post('/batches', wanted).expect(201);
    const { id } = body;
    // A second click starts nothing twice.
    const again = await plan(shared, wanted);
    expect(again[0]).toMatchObject({ omission: 'in-progress' });

    const waiting = await until(shared, id, items => items.every(isEnded));
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
    await shared.get(`/batches/${id}`, as.mei).expect(404);

    const { requestId = '' } =
      itemsOf(waiting).find(({ status }) => status === 'in-approval') ?? {};
    const { request: filed } = await shared.details(requestId);
    expect(filed).toMatchObject({
      requester: 'user:default/ada',
      reason: 'drifted in the night',
    });
    await shared.decide(filed, 'approve', as.grace).expect(200);
    await shared.until(requestId, 'provisioned');
    expect((await until(shared, id, () => true)).counts).toEqual({
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
      await run(PAYMENTS);
      await run('component:default/orders');
      await portal.scan();
      const { body: all } = await portal.get('/roles?limit=100', as.root);
      const roleArns: string[] = all.items.map(
        (role: { roleArn: string }) => role.roleArn,
      );
      expect(roleArns.length).toBeGreaterThan(2);
      const may = async (right: 'attach' | 'change', arn: string) => {
        const name = arn === ORDERS_ROLE ? 'orders' : 'payments';
        const { status, body } = await portal.get(
          `/entities/component/default/${name}/roles`,
          as[person],
        );
        return (
          status === 200 &&
          body.roles.find(({ roleArn }: BatchItem) => roleArn === arn)?.may?.[
            right
          ] === true
        );
      };

      for (const action of ['repair', 'adopt', 'attach'] as const) {
        const right = action === 'attach' ? 'attach' : 'change';
        const planned = await plan(
          portal,
          { action, roles: { roleArns } },
          as[person],
        );
        const started = planned.filter(({ start }) => start);
        for (const { roleArn } of started) {
          expect(own).toContain(roleArn);
          expect(await may(right, roleArn)).toBe(true);
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

  it('assigns a role of no service, through a task that tags it', async () => {
    const { iam, name, roleArn } = await makeByHand(development);
    const before = await untilListed(roleArn, () => true);
    expect(before.managed).toBe(false);
    expect(before).not.toHaveProperty('entityRef');

    const { body } = await shared
      .post('/batches', {
        action: 'assign',
        entityRef: PAYMENTS,
        roles: { roleArns: [roleArn] },
      })
      .expect(201);
    expect(
      await until(shared, body.id, items => items.every(isEnded)),
    ).toMatchObject({ counts: { done: 1 } });

    const { Tags = [] } = await iam.send(
      new ListRoleTagsCommand({ RoleName: name }),
    );
    expect(Tags).toContainEqual({ Key: ENTITY_REF_TAG, Value: PAYMENTS });
    expect(await untilListed(roleArn, ({ managed }) => managed)).toMatchObject({
      entityRef: PAYMENTS,
      owner: 'group:default/payments',
    });
  });

  it('attaches a role to the instances of its service that have no profile', async () => {
    const other = demoFleet.roles.broken.roleName;
    const bare = await run(PAYMENTS);
    const taken = await run(PAYMENTS, other);
    const gated = await makeByHand(production, PAYMENTS);
    await untilListed(gated.roleArn, () => true);
    const batch: NewBatch = {
      action: 'attach',
      roles: { roleArns: [DEVELOPMENT_ROLE, ORDERS_ROLE, gated.roleArn] },
    };

    const planned = await plan(shared, batch);
    expect(planned).toHaveLength(3);
    expect(planned).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          roleArn: DEVELOPMENT_ROLE,
          start: 'task',
          instances: {
            attached: {
              total: 1,
              items: [expect.objectContaining({ instanceId: bare })],
            },
            otherProfile: {
              total: 1,
              items: [expect.objectContaining({ instanceId: taken })],
            },
            incomplete: [],
          },
        }),
        expect.objectContaining({
          roleArn: ORDERS_ROLE,
          omission: 'all-attached',
        }),
        // No approved request created it.
        expect.objectContaining({
          roleArn: gated.roleArn,
          omission: 'not-approved',
        }),
      ]),
    );
    const { body } = await shared.post('/batches', batch).expect(201);
    expect(
      await until(shared, body.id, items => items.every(isEnded)),
    ).toMatchObject({ action: 'attach', counts: { done: 1, 'left-out': 2 } });

    expect(await profileOf(bare)).toMatch(new RegExp(`/${roleName}$`));
    expect(await profileOf(taken)).toMatch(new RegExp(`/${other}$`));
    expect(await plan(shared, batch)).toContainEqual(
      expect.objectContaining({
        roleArn: DEVELOPMENT_ROLE,
        omission: 'other-profile',
      }),
    );
  });
});
