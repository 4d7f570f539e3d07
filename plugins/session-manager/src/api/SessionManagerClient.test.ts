/** @jest-environment node */
import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockApis } from '@backstage/test-utils';
import { entityRoles, healthy, identity } from '../__testUtils__/roles';
import { SessionManagerClient } from './SessionManagerClient';

describe('SessionManagerClient', () => {
  let server: Server;
  let client: SessionManagerClient;
  let asked: string[];
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.setHeader('content-type', 'application/json');
      answer(response);
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

  it('asks for the roles of an entity', async () => {
    const roles = entityRoles([{ ...identity(), ...healthy }]);
    answer = response => response.end(JSON.stringify(roles));

    await expect(
      client.getEntityRoles('component:default/payments'),
    ).resolves.toEqual(roles);
    expect(asked).toEqual([
      'GET /api/session-manager/entities/component/default/payments/roles',
    ]);
  });

  it('asks AWS again when told to', async () => {
    answer = response => response.end(JSON.stringify(entityRoles([])));

    await client.getEntityRoles('component:default/payments', {
      refresh: true,
    });
    expect(asked).toEqual([
      'GET /api/session-manager/entities/component/default/payments/roles?refresh=true',
    ]);
  });

  it('asks for the accounts', async () => {
    const items = [{ accountId: '111122223333', name: 'development' }];
    answer = response => response.end(JSON.stringify({ items }));

    await expect(client.getAccounts()).resolves.toEqual(items);
    expect(asked).toEqual(['GET /api/session-manager/accounts']);
  });

  it('keeps what the backend says of an error', async () => {
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
