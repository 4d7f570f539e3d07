/** @jest-environment node */
import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockApis } from '@backstage/test-utils';
import { entityConnect } from '../__testUtils__/connect';
import { entityInstances } from '../__testUtils__/instances';
import { entityRoles, healthy, identity } from '../__testUtils__/roles';
import { SessionManagerClient } from './SessionManagerClient';

describe('SessionManagerClient', () => {
  let server: Server;
  let client: SessionManagerClient;
  let calls: string[];
  let accepted: unknown[];
  let sent: unknown[];
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    calls = [];
    accepted = [];
    sent = [];
    server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      accepted.push(request.headers.accept);
      response.setHeader('content-type', 'application/json');
      request.setEncoding('utf8');
      request.on('data', chunk => sent.push(JSON.parse(chunk)));
      request.on('end', () => answer(response));
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    client = new SessionManagerClient({
      discoveryApi: mockApis.discovery({ baseUrl: `http://127.0.0.1:${port}` }),
      fetchApi: { fetch },
    });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  it('gets the roles of an entity', async () => {
    const roles = entityRoles([{ ...identity(), ...healthy }]);
    answer = response => response.end(JSON.stringify(roles));

    await expect(
      client.getEntityRoles('component:default/payments'),
    ).resolves.toEqual(roles);
    expect(calls).toEqual([
      'GET /api/session-manager/entities/component/default/payments/roles',
    ]);
  });

  it('previews a spec', async () => {
    const request = { spec: { roleName: 'payments-ssm' }, adopt: true };
    answer = response =>
      response.end(JSON.stringify({ plan: { changes: [] } }));

    await expect(client.previewRole(request)).resolves.toEqual({
      plan: { changes: [] },
    });
    expect(calls).toEqual(['POST /api/session-manager/preview']);
    expect(sent).toEqual([request]);
  });

  it('reads from AWS again with refresh', async () => {
    answer = response => response.end(JSON.stringify(entityRoles([])));

    await client.getEntityRoles('component:default/payments', {
      refresh: true,
    });
    expect(calls).toEqual([
      'GET /api/session-manager/entities/component/default/payments/roles?refresh=true',
    ]);
  });

  it('gets the accounts', async () => {
    const items = [{ accountId: '111122223333', name: 'development' }];
    answer = response => response.end(JSON.stringify({ items }));

    await expect(client.getAccounts()).resolves.toEqual(items);
    expect(calls).toEqual(['GET /api/session-manager/accounts']);
  });

  it('gets the readiness of a role, with or without a region', async () => {
    const roleArn = 'arn:aws:iam::444455556666:role/web&co';
    answer = response => response.end('{"status":"missing"}');

    await expect(
      client.getRoleReadiness('component:default/payments', { roleArn }),
    ).resolves.toEqual({ status: 'missing' });
    await client.getRoleReadiness('component:default/payments', {
      roleArn,
      region: 'eu-west-1',
      refresh: true,
    });
    const path =
      'GET /api/session-manager/entities/component/default/payments/readiness?roleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Fweb%26co';
    expect(calls).toEqual([path, `${path}&region=eu-west-1&refresh=true`]);
  });

  it('explains a message', async () => {
    const explained = { explanation: { candidates: [], refusedCalls: [] } };
    answer = response => response.end(JSON.stringify(explained));

    await expect(
      client.explainMessage({ message: 'TargetNotConnected' }),
    ).resolves.toEqual(explained);
    expect(calls).toEqual(['POST /api/session-manager/explain']);
  });

  it('gets the choices of an account', async () => {
    const choices = { choices: [{ value: 'corp-session-logs' }], more: false };
    answer = response => response.end(JSON.stringify(choices));

    await expect(client.getChoices('444455556666', 'buckets')).resolves.toEqual(
      choices,
    );
    await client.getChoices('444455556666', 'log-groups', {
      q: '/ssm',
      region: 'eu-west-1',
    });
    expect(calls).toEqual([
      'GET /api/session-manager/accounts/444455556666/buckets',
      'GET /api/session-manager/accounts/444455556666/log-groups?q=%2Fssm&region=eu-west-1',
    ]);
  });

  it('plans, starts and gets batches', async () => {
    const batch = {
      action: 'repair' as const,
      roles: { filter: { q: 'pay' }, count: 3 },
    };
    const id = '0a0a0a0a-0000-4000-8000-000000000000';
    answer = response => response.end(JSON.stringify({ id }));

    await client.planBatch(batch);
    await expect(
      client.startBatch({ ...batch, reason: 'on call' }),
    ).resolves.toEqual({ id });
    await client.getBatch(id);
    expect(calls).toEqual([
      'POST /api/session-manager/batches/plan',
      'POST /api/session-manager/batches',
      `GET /api/session-manager/batches/${id}`,
    ]);
    expect(sent).toEqual([batch, { ...batch, reason: 'on call' }]);
  });

  it('lists requests, with only the given parameters', async () => {
    const page = { items: [], totals: {}, pageInfo: {} };
    answer = response => response.end(JSON.stringify(page));

    await expect(client.listRequests()).resolves.toEqual(page);
    await client.listRequests({
      view: 'to-approve',
      status: ['pending', 'failed'],
      q: 'pay & go',
      sort: 'roleName:asc',
      limit: 10,
      cursor: 'abc=',
    });

    expect(calls).toEqual([
      'GET /api/session-manager/requests',
      'GET /api/session-manager/requests?view=to-approve&status=pending&status=failed&q=pay%20%26%20go&sort=roleName%3Aasc&cursor=abc%3D&limit=10',
    ]);
  });

  it('lists, counts and exports roles with the same filters', async () => {
    const filter = {
      accountId: ['444455556666'],
      state: ['logs-lost', 'unknown'] as const,
      owner: ['group:default/payments'],
      managed: false,
      q: 'pay & go',
      region: '',
    };
    answer = response => response.end('{"total":1}');

    await client.listRoles();
    await client.listRoles({ ...filter, sort: 'state:asc', cursor: 'abc' });
    await expect(client.summarizeRoles(filter)).resolves.toEqual({ total: 1 });
    answer = response => {
      response.setHeader('content-type', 'text/csv');
      response.end('Role\r\npayments\r\n');
    };
    const csv = await client.exportRoles({ ...filter, sort: 'state:asc' });

    await expect(csv.text()).resolves.toBe('Role\r\npayments\r\n');
    const query = (operation: string, more = '') =>
      `GET /api/session-manager/${operation}?accountId=444455556666&state=logs-lost&state=unknown&owner=group%3Adefault%2Fpayments&managed=false&q=pay%20%26%20go${more}`;
    expect(calls).toEqual([
      'GET /api/session-manager/roles',
      query('roles', '&sort=state%3Aasc&cursor=abc'),
      query('roles/summary'),
      query('roles', '&sort=state%3Aasc'),
    ]);
    expect(accepted).toEqual(['*/*', '*/*', '*/*', 'text/csv']);
  });

  it('files, gets and decides requests', async () => {
    const spec = { roleName: 'web' };
    const decision = { specHash: 'abc', comment: 'fine' };
    answer = response => response.end('{}');

    await client.fileRequest({ spec, reason: 'on call' });
    await client.getRequest('42');
    await client.decideRequest('42', 'approve', decision);

    expect(calls).toEqual([
      'POST /api/session-manager/requests',
      'GET /api/session-manager/requests/42',
      'POST /api/session-manager/requests/42/approve',
    ]);
    expect(sent).toEqual([{ spec, reason: 'on call' }, decision]);
  });

  it('gets a handover, and opens it with its key', async () => {
    answer = response => response.end('{"secret":"s"}');

    await client.getHandover('4/2');
    await expect(client.openHandover('4/2', 'the key')).resolves.toEqual({
      secret: 's',
    });

    expect(calls).toEqual([
      'GET /api/session-manager/handovers/4%2F2',
      'POST /api/session-manager/handovers/4%2F2/open',
    ]);
    expect(sent).toEqual([{ key: 'the key' }]);
  });

  it('gets the instances of an entity, in one account', async () => {
    answer = response => response.end(JSON.stringify(entityInstances([])));

    await client.getEntityInstances('component:default/payments', {
      accountId: '444455556666',
      refresh: true,
    });
    expect(calls).toEqual([
      'GET /api/session-manager/entities/component/default/payments/instances?accountId=444455556666&refresh=true',
    ]);
  });

  it('gets how to connect to the nodes of an entity', async () => {
    const known = entityConnect([]);
    answer = response => response.end(JSON.stringify(known));

    await expect(
      client.getConnect('component:default/payments', { refresh: true }),
    ).resolves.toEqual(known);
    expect(calls).toEqual([
      'GET /api/session-manager/entities/component/default/payments/connect?refresh=true',
    ]);
  });

  it('throws the error of the backend', async () => {
    answer = response => {
      response.statusCode = 403;
      response.end(
        JSON.stringify({
          error: { name: 'NotAllowedError', message: 'not yours' },
          response: { statusCode: 403 },
        }),
      );
    };

    await expect(
      client.getEntityRoles('component:default/payments'),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'not yours' },
    });
  });
});
