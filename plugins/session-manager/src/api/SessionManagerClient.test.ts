/** @jest-environment node */
import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { mockApis } from '@backstage/test-utils';
import {
  documents,
  nothingObserved,
  plan,
  resolveRoleSpec,
  roleConsoleUrl,
} from 'backstage-plugin-session-manager-common';
import { entityRoles, healthy, identity } from '../__testUtils__/roles';
import { SessionManagerClient } from './SessionManagerClient';

describe('SessionManagerClient', () => {
  let server: Server;
  let client: SessionManagerClient;
  let asked: string[];
  let bodies: string[];
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    asked = [];
    bodies = [];
    server = createServer(async (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      bodies.push(await text(request));
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

  it('asks for a preview of a role', async () => {
    const account = { accountId: '111122223333', partition: 'aws' };
    const request = { spec: { roleName: 'payments' }, adopt: true };
    const spec = resolveRoleSpec(request.spec, account);
    const preview = JSON.parse(
      JSON.stringify({
        spec,
        documents: documents(spec),
        plan: plan(spec, nothingObserved),
        kept: [],
        consoleUrl: roleConsoleUrl('aws', 'payments'),
      }),
    );
    answer = response => response.end(JSON.stringify(preview));

    await expect(client.preview(request)).resolves.toEqual(preview);
    expect(asked).toEqual(['POST /api/session-manager/preview']);
    expect(bodies).toEqual([JSON.stringify(request)]);
  });

  it('keeps what the backend says of a spec that is not sound', async () => {
    answer = response => {
      response.statusCode = 400;
      response.end(
        JSON.stringify({
          error: { name: 'InputError', message: 'roleName: must be …' },
          response: { statusCode: 400 },
        }),
      );
    };

    await expect(
      client.preview({ spec: { roleName: '*' } }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: { name: 'InputError', message: 'roleName: must be …' },
    });
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
