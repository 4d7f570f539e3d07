import { DetachRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { Entity } from '@backstage/catalog-model';
import { EntityRoles } from 'backstage-plugin-session-manager-common';
import knexFactory, { Knex } from 'knex';
import { runTemplate } from '../__testUtils__/runTemplate';
import {
  as,
  development,
  ENTITIES,
  headersFor,
  startPortal,
} from '../__testUtils__/startPortal';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const ROLE = 'payments-session-role';

const DELETION: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'deletion', namespace: 'default' },
  spec: {
    type: 'x',
    parameters: {},
    steps: [
      {
        id: 'role',
        action: 'session-manager:role:delete',
        input: {
          accountId: '${{ parameters.accountId }}',
          roleName: '${{ parameters.roleName }}',
          force: true,
        },
      },
    ],
  },
};

describe('after a change by the portal', () => {
  const aws = useDemoAws();
  let knex: Knex;
  let replicas: Array<Awaited<ReturnType<typeof startPortal>>>;

  beforeEach(async () => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      // With a database in memory, each connection would have its own.
      pool: { min: 1, max: 1 },
    });
    // Two backends that share the database, but not the cache.
    replicas = [];
    for (const _ of [1, 2]) {
      replicas.push(await startPortal({ knex, features: [] }));
    }
  });

  afterEach(async () => {
    await Promise.all(replicas.map(replica => replica.stop()));
    await knex.destroy();
  });

  const readRole = async (replica: number) => {
    const path = '/entities/component/default/payments/roles';
    const { body } = await replicas[replica].get(path).expect(200);
    const { roles } = body as EntityRoles;
    return roles.find(({ roleName }) => roleName === ROLE);
  };
  const stateOf = async (replica: number) => {
    const role = await readRole(replica);
    return role?.status === 'found' ? role.readiness?.headline.state : role;
  };
  const report = (change: object, header = as.scaffolder) =>
    replicas[0].post('/changes', { changes: [change] }, header);

  it('reads only the changed role from AWS', async () => {
    await readRole(0);
    aws.calls();

    await report({ accountId: development, what: 'role', roleName: 'other' });
    await readRole(0);
    // The list of the account's roles is invalid, the role is not.
    expect(aws.calls()).toEqual(['GetAccountAuthorizationDetails']);

    await report({ accountId: development, what: 'instances' });
    await readRole(0);
    const ofInstances = aws.calls();
    expect(ofInstances).toContain('GetRole');
    expect(ofInstances).not.toContain('HeadBucket');

    await report({ accountId: development, what: 'environment' });
    await readRole(0);
    const calls = aws.calls();
    expect(calls).toEqual(
      expect.arrayContaining(['HeadBucket', 'GetDocument']),
    );
    expect(calls).not.toContain('GetRole');
  });

  it('shows the current state on each replica', async () => {
    expect([await stateOf(0), await stateOf(1)]).toEqual(['ready', 'ready']);
    const iam = new IAMClient(aws.client());
    await iam.send(
      new DetachRolePolicyCommand({
        RoleName: ROLE,
        PolicyArn: `arn:aws:iam::${development}:policy/session-manager/${ROLE}-SessionManagerPermissions`,
      }),
    );
    // No change was reported.
    expect([await stateOf(0), await stateOf(1)]).toEqual(['ready', 'ready']);

    await report({
      accountId: development,
      what: 'role',
      roleName: ROLE,
    }).expect(200, { recorded: 1 });

    expect([await stateOf(0), await stateOf(1)]).toEqual([
      'sessions-fail',
      'sessions-fail',
    ]);
  });

  it('shows what an action changed', async () => {
    const portal = await startPortal({ entities: [...ENTITIES, DELETION] });
    replicas.push(portal);
    expect(await readRole(2)).toMatchObject({ status: 'found' });

    const { status } = await runTemplate(
      portal,
      headersFor('scaffolder').ada,
      'deletion',
      { accountId: development, roleName: ROLE },
    );

    expect(status).toBe('completed');
    expect((await readRole(2))?.status).not.toBe('found');
  });

  it('accepts only valid reports, and only from services', async () => {
    const change = { accountId: development, what: 'role' };
    await report(change, as.ada).expect(403);
    await report(change, as.nobody).expect(401);
    await report({ ...change, roleName: 'a b' }).expect(400);
    await report({ ...change, what: 'everything' }).expect(400);
    await report({ ...change, accountId: 'development' }).expect(400);
    expect(await knex('change_marks')).toEqual([]);
  });
});
