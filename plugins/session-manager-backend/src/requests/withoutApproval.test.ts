import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { Entity } from '@backstage/catalog-model';
import {
  RequestDetails,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import knexFactory from 'knex';
import { runTemplate } from '../__testUtils__/runTemplate';
import {
  as,
  AUDIT,
  configWith,
  development,
  ENTITIES,
  production,
} from '../__testUtils__/startPortal';
import { Portal, useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(120_000);

/** A template that creates the given role. */
const TEMPLATE: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'theirs', namespace: 'default' },
  spec: {
    type: 'x',
    parameters: {},
    steps: [
      {
        id: 'role',
        name: 'Create the role',
        action: 'session-manager:role:create',
        input: '${{ parameters.input }}',
      },
    ],
  },
};

/** A template that creates roles in several accounts. */
const SEVERAL: Entity = {
  ...TEMPLATE,
  metadata: { name: 'several', namespace: 'default' },
  spec: {
    type: 'x',
    parameters: {},
    steps: [
      {
        id: 'roles',
        name: 'Create the roles',
        action: 'session-manager:roles:create',
        input: '${{ parameters.input }}',
      },
    ],
  },
};

const requests = useRequests();
const entities = [...ENTITIES, TEMPLATE, SEVERAL];

const create = (portal: Portal, input: object, header = as.ada) =>
  runTemplate(portal, header, 'theirs', { input });

const list = async (portal: Portal, query = '', header = as.ada) => {
  const { body } = await portal.get(`/requests?${query}`, header).expect(200);
  return body.items as RoleRequest[];
};

const existsInAws = async (accountId: string, RoleName: string) => {
  const iam = new IAMClient(await requests.clientConfig(accountId));
  return iam.send(new GetRoleCommand({ RoleName })).then(
    () => true,
    () => false,
  );
};

describe('a run that needs no approval', () => {
  const input = { accountId: development, roleName: 'at-once' };

  it('is in the list and the history, with the user who ran it', async () => {
    const portal = await requests.start({ entities });
    portal.notifications();

    const { status } = await create(portal, {
      ...input,
      entityRef: 'component:default/payments',
    });
    expect(status).toBe('completed');

    const [run] = await list(portal, 'view=mine');
    expect(run).toMatchObject({
      requester: 'user:default/ada',
      reason: '',
      spec: { roleName: 'at-once', entityRef: 'component:default/payments' },
      accountName: 'development',
      state: { status: 'provisioned', approval: { kind: 'not-needed' } },
    });
    const { history, caller }: RequestDetails = await portal.details(run.id);
    expect(history.map(({ event, to }) => [event, to]).slice(0, 2)).toEqual([
      ['run', 'provisioning'],
      ['done', 'provisioned'],
    ]);
    expect(history[0]).toMatchObject({
      actor: { kind: 'user', ref: 'user:default/ada' },
      taskId: expect.any(String),
    });
    expect(Object.values(caller).some(({ allowed }) => allowed)).toBe(false);
  });

  it('is recorded for each account of one task, beside what the task requested', async () => {
    const portal = await requests.start({
      entities,
      config: configWith({}, { accountId: AUDIT, partition: 'aws' }),
    });
    const role = { roleName: 'several' };

    const { status } = await runTemplate(portal, as.ada, 'several', {
      input: {
        roles: [development, AUDIT, production].map(accountId => ({
          accountId,
          ...role,
        })),
        reason: 'on call',
      },
    });

    expect(status).toBe('completed');
    const runs = await list(portal, 'view=mine&sort=createdAt:asc');
    expect(
      runs.map(({ spec, state }) => [spec.accountId, state.status]),
    ).toEqual([
      [development, 'provisioned'],
      [AUDIT, 'provisioned'],
      [production, 'pending'],
    ]);
    const [first, second] = runs.map(({ state }) =>
      'taskId' in state ? state.taskId : undefined,
    );
    expect(first).toBe(second);
  });

  it('is found by its kind of approval', async () => {
    const portal = await requests.start({ entities });
    await create(portal, { ...input, roleName: 'found' });
    const filed = await portal.file({ roleName: 'by-people' });
    await portal.decide(filed, 'approve', as.grace).expect(200);
    await portal.until(filed.id, 'provisioned');

    const names = async (query: string) =>
      (await list(portal, query)).map(({ spec }) => spec.roleName).sort();
    expect(await names('view=all')).toEqual(['by-people', 'found']);
    expect(await names('view=all&approval=not-needed')).toEqual(['found']);
    expect(await names('view=all&approval=people')).toEqual(['by-people']);
    expect(await names('view=all&approval=people&approval=not-needed')).toEqual(
      ['by-people', 'found'],
    );
    expect(await names('view=all&approval=rule')).toEqual([]);
    await portal.get('/requests?approval=luck').expect(400);
  });

  it('is recorded for each run, with the reason if it failed', async () => {
    const portal = await requests.start({ entities });
    requests.refuse('CreateRole');
    const refused = { ...input, roleName: 'twice' };
    expect((await create(portal, refused)).status).toBe('failed');
    requests.refuse();
    expect((await create(portal, refused)).status).toBe('completed');

    const runs = await list(portal, 'sort=createdAt:asc');
    expect(runs.map(({ state }) => state.status)).toEqual([
      'failed',
      'provisioned',
    ]);
    const [failed] = runs;
    expect(failed.state).toMatchObject({
      error: expect.stringContaining('AccessDenied'),
    });
    // It is not an approval that could be used again.
    for (const [verb, header] of [
      ['retry', as.ada],
      ['revoke', as.ada],
    ] as const) {
      const { body } = await portal
        .decide(failed, verb, header, 'x')
        .expect(409);
      expect(body.error.message).toContain('needed no approval');
    }
    await portal
      .post(
        `/requests/${failed.id}/claim`,
        { taskId: 'taskId' in failed.state ? (failed.state.taskId ?? '') : '' },
        as.scaffolder,
      )
      .expect(409);
    await portal.sweep();
    expect((await portal.details(failed.id)).request.state.status).toBe(
      'failed',
    );
  });

  it('is recorded only by the scaffolder, once per run of a task', async () => {
    const portal = await requests.start({ entities });
    const run = {
      taskId: '7',
      requester: { kind: 'user', ref: 'user:default/mei' },
      spec: input,
    };
    await portal.post('/runs', run, as.ada).expect(403);
    await portal.post('/runs', run, as.ci).expect(403);
    const { body: first } = await portal
      .post('/runs', run, as.scaffolder)
      .expect(201);
    const { body: again } = await portal
      .post('/runs', run, as.scaffolder)
      .expect(201);
    expect(again.id).toBe(first.id);
    expect(first.requester).toBe('user:default/mei');
  });

  it('is refused in an account that requires approval', async () => {
    const portal = await requests.start({ entities });
    const { body } = await portal
      .post(
        '/runs',
        {
          taskId: '7',
          requester: { kind: 'user', ref: 'user:default/mei' },
          spec: { accountId: production, roleName: 'not-gated' },
        },
        as.scaffolder,
      )
      .expect(409);
    expect(body.error.message).toContain('requires an approved request');
    expect(await list(portal)).toEqual([]);
  });
});

describe('break-glass', () => {
  const config = configWith({
    breakGlass: { groups: ['group:default/orders'] },
  });
  const said = { comment: 'payments is down', confirmRoleName: 'urgent' };

  const breakGlass = (
    portal: Portal,
    { id, specHash }: RoleRequest,
    body: object = said,
    header = as.mei,
  ) =>
    portal.post(`/requests/${id}/break-glass`, { specHash, ...body }, header);

  it('is off if the account does not configure it', async () => {
    const portal = await requests.start();
    const filed = await portal.file({ roleName: 'urgent' });
    for (const header of [as.ada, as.grace, as.mei]) {
      const { body } = await breakGlass(portal, filed, said, header).expect(
        403,
      );
      expect(body.error.message).toBe(
        'This account does not allow creating a role without an approval.',
      );
    }
    expect((await portal.details(filed.id)).request.state.status).toBe(
      'pending',
    );
  });

  it('is off for requests from before it was on, and once it is off again', async () => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    const off = await requests.start({ knex });
    const before = await off.file({ roleName: 'urgent' });
    const on = await requests.start({ knex, config });
    await breakGlass(on, before).expect(403);
    const during = await on.file({ roleName: 'during' });
    const ability = async (portal: Portal, header: string) =>
      (await portal.details(during.id, header)).caller['break-glass'].allowed;
    expect(await ability(on, as.mei)).toBe(true);
    expect(await ability(on, as.ada)).toBe(false);

    const offAgain = await requests.start({ knex });
    expect(await ability(offAgain, as.mei)).toBe(false);
    await breakGlass(offAgain, during, {
      ...said,
      confirmRoleName: 'during',
    }).expect(403);
  });

  it('needs the group, a reason, and a confirmation of the role name', async () => {
    const portal = await requests.start({ config });
    const filed = await portal.file({ roleName: 'urgent' });

    await breakGlass(portal, filed, said, as.ada).expect(403);
    await breakGlass(portal, filed, said, as.grace).expect(403);
    await breakGlass(portal, filed, said, as.ci).expect(403);
    await breakGlass(portal, filed, { ...said, comment: ' ' }).expect(400);
    await breakGlass(portal, filed, { comment: 'now' }).expect(400);
    await breakGlass(portal, filed, {
      ...said,
      confirmRoleName: 'URGENT',
    }).expect(400);
    await portal
      .post(
        `/requests/${filed.id}/break-glass`,
        { ...said, specHash: 'b'.repeat(64) },
        as.mei,
      )
      .expect(409);
    expect((await portal.details(filed.id)).history).toHaveLength(1);
    expect(await existsInAws(production, 'urgent')).toBe(false);
  });

  it('creates the role, notifies every approver, and stays open until one has reviewed it', async () => {
    const portal = await requests.start({ config });
    const filed = await portal.file({ roleName: 'urgent' });
    portal.notifications();
    await breakGlass(portal, filed).expect(200);
    const done = await portal.until(filed.id, 'provisioned');

    expect(done.request.state).toMatchObject({
      approval: {
        kind: 'break-glass',
        by: 'user:default/mei',
        reason: 'payments is down',
      },
    });
    expect(await existsInAws(production, 'urgent')).toBe(true);
    expect(portal.notifications()).toContainEqual({
      to: ['group:default/security'],
      title: 'mei is creating urgent in production without an approval',
    });
    expect(done.history).toContainEqual(
      expect.objectContaining({
        event: 'break-glass',
        actor: { kind: 'user', ref: 'user:default/mei' },
        comment: 'payments is down',
      }),
    );
    const open = async (header: string) =>
      (await list(portal, 'view=to-approve', header)).map(({ id }) => id);
    expect(await open(as.grace)).toEqual([filed.id]);
    expect(await open(as.mei)).toEqual([]);

    const review = (header: string, comment = 'justified') =>
      portal.decide(filed, 'review', header, comment);
    await review(as.ada).expect(403);
    await review(as.mei).expect(403);
    await portal.decide(filed, 'review', as.grace).expect(400);
    const { body } = await review(as.grace).expect(200);
    expect(body.state).toMatchObject({
      status: 'provisioned',
      approval: {
        review: { by: 'user:default/grace', comment: 'justified' },
      },
    });
    await review(as.noor).expect(409);
    expect(await open(as.grace)).toEqual([]);
    const { history } = await portal.details(filed.id);
    expect(history.at(-1)).toMatchObject({
      event: 'review',
      from: 'provisioned',
      to: 'provisioned',
      comment: 'justified',
    });
  });

  it('stores the previous state for the reviewer', async () => {
    const portal = await requests.start({ config });
    const confirmRoleName = 'urgent-and-kept';
    const filed = await portal.file({ roleName: confirmRoleName });
    const before = await portal.details(filed.id, as.grace);
    await breakGlass(portal, filed, { ...said, confirmRoleName }).expect(200);
    await portal.until(filed.id, 'provisioned');

    const { review, decisions } = await portal.details(filed.id, as.grace);
    const { hash, otherRoles, ...seen } = before.review;
    expect(decisions).toEqual([
      {
        at: expect.any(String),
        event: 'break-glass',
        actor: { kind: 'user', ref: 'user:default/mei' },
        specHash: filed.specHash,
        reviewHash: hash,
        review: {
          ...seen,
          sentences: expect.objectContaining({
            did: expect.arrayContaining(['Created role urgent-and-kept']),
          }),
        },
      },
    ]);
    expect(review.plan).toEqual({ changes: [] });
    const [part] = (await portal.details(filed.id, as.mei)).decisions;
    expect(part.review).not.toHaveProperty('plan');
  });

  it('is not reviewed by the user who used it', async () => {
    const portal = await requests.start({
      config: configWith({ breakGlass: { groups: ['group:default/cloud'] } }),
    });
    const filed = await portal.file({ roleName: 'urgent' });
    // Grace is in both groups.
    await breakGlass(portal, filed, said, as.grace).expect(200);
    await portal.until(filed.id, 'provisioned');

    const { body } = await portal
      .decide(filed, 'review', as.grace, 'fine')
      .expect(403);
    expect(body.error.message).toContain('another approver');
    await portal.decide(filed, 'review', as.noor, 'fine').expect(200);
  });

  it('notifies the approvers later if notifications are down', async () => {
    let isAway = true;
    const portal = await requests.start({
      config,
      beforeNotifying: async () => {
        if (isAway) {
          throw new Error('notifications are down');
        }
      },
    });
    const filed = await portal.file({ roleName: 'urgent' });
    await breakGlass(portal, filed).expect(200);
    await portal.until(filed.id, 'provisioned');
    isAway = false;
    portal.notifications();

    await portal.sweep();
    await portal.sweep();

    expect(
      portal
        .notifications()
        .filter(({ title }) => title.includes('without an approval')),
    ).toEqual([
      {
        to: ['group:default/security'],
        title: 'mei is creating urgent in production without an approval',
      },
    ]);
  });
});
