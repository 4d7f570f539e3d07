import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { DefaultSessionManagerService } from './DefaultSessionManagerService';

describe('the client of the session-manager backend', () => {
  const options = { credentials: mockCredentials.service('plugin:scaffolder') };
  const claim = { requestId: '42', taskId: '1' };
  let server: Server;
  let service: DefaultSessionManagerService;
  let requests: unknown[];
  let answers: Array<(response: ServerResponse) => void>;

  const refusing =
    (statusCode: number, name: string) => (response: ServerResponse) => {
      response.statusCode = statusCode;
      response.end(
        JSON.stringify({
          error: { name, message: 'no' },
          response: { statusCode },
        }),
      );
    };
  const accepting = (response: ServerResponse) => response.end('{"id":"42"}');

  beforeEach(async () => {
    requests = [];
    server = createServer(async (request, response) => {
      const body: Buffer[] = [];
      for await (const chunk of request) {
        body.push(chunk);
      }
      const text = Buffer.concat(body).toString();
      requests.push([
        `${request.method} ${request.url}`,
        request.headers.authorization?.includes('plugin:scaffolder'),
        text && JSON.parse(text),
      ]);
      response.setHeader('content-type', 'application/json');
      (answers.shift() ?? accepting)(response);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const discovery = mockServices.discovery.mock();
    discovery.getBaseUrl.mockImplementation(
      async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
    );
    service = new DefaultSessionManagerService({
      auth: mockServices.auth(),
      discovery,
      pauses: [1, 1],
    });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  it('files, reads, claims and reports with the credentials', async () => {
    answers = [];
    const request = { spec: { roleName: 'web' }, reason: 'on call' };
    const report = { taskId: '1', outcome: 'done', parts: ['role'] } as const;

    await service.fileRequest(request, options);
    await service.getRequest({ requestId: '42' }, options);
    await service.listRequests(
      {
        accountId: '444455556666',
        q: 'web & co',
        status: ['failed', 'provisioned'],
        limit: 100,
        cursor: undefined,
      },
      options,
    );
    await service.claimRequest(claim, options);
    await service.reportRequest(
      { requestId: '42', report: { ...report, parts: ['role'] } },
      options,
    );

    expect(requests).toEqual([
      ['POST /api/session-manager/requests', true, request],
      ['GET /api/session-manager/requests/42', true, ''],
      [
        'GET /api/session-manager/requests?status=failed&status=provisioned&accountId=444455556666&q=web%20%26%20co&limit=100',
        true,
        '',
      ],
      ['POST /api/session-manager/requests/42/claim', true, { taskId: '1' }],
      ['POST /api/session-manager/requests/42/report', true, report],
    ]);
  });

  it('checks whether a request may be filed', async () => {
    const request = { spec: { roleName: 'web' }, reason: 'on call' };
    answers = [
      response => response.writeHead(204).end(),
      refusing(403, 'NotAllowedError'),
    ];

    await expect(
      service.dryRunRequest(request, options),
    ).resolves.toBeUndefined();
    await expect(service.dryRunRequest(request, options)).rejects.toMatchObject(
      { name: 'NotAllowedError' },
    );
    expect(requests[0]).toEqual([
      'POST /api/session-manager/requests/dry-run',
      true,
      request,
    ]);
  });

  it('retries a claim until the backend answers', async () => {
    answers = [
      response => response.socket?.destroy(),
      refusing(503, 'ServiceUnavailableError'),
    ];

    await expect(service.claimRequest(claim, options)).resolves.toEqual({
      id: '42',
    });
    expect(requests).toHaveLength(3);
  });

  it('retries a report of changes until the backend answers', async () => {
    const change = {
      accountId: '111122223333',
      what: 'role',
      roleName: 'web',
    } as const;
    answers = [refusing(503, 'ServiceUnavailableError')];

    await service.reportChanges([change], options);

    expect(requests).toEqual([
      expect.anything(),
      ['POST /api/session-manager/changes', true, { changes: [change] }],
    ]);
  });

  describe('records a run', () => {
    const run = {
      taskId: '1',
      requester: { kind: 'user', ref: 'user:default/ada' },
      spec: { roleName: 'web' },
    } as const;

    it('once, and returns the backend’s error', async () => {
      answers = [refusing(409, 'ConflictError')];
      await expect(service.recordRun(run, options)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      answers = [refusing(503, 'ServiceUnavailableError')];
      await expect(service.recordRun(run, options)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
      expect(requests).toHaveLength(2);
      expect(requests[0]).toEqual([
        'POST /api/session-manager/runs',
        true,
        run,
      ]);
    });

    it('not, if the portal has no such backend', async () => {
      // Backstage's answer for a plugin that is not installed.
      answers = [
        response => {
          response.statusCode = 404;
          response.end();
        },
      ];
      await expect(service.recordRun(run, options)).rejects.toMatchObject({
        name: 'NotFoundError',
        message: 'The portal has no session-manager backend.',
      });
    });
  });

  it('reads how much of a role is shown, and reports a missing backend', async () => {
    const role = {
      roleArn: 'arn:aws:iam::111122223333:role/web',
      entityRef: 'component:default/web',
    };
    answers = [
      response => response.end('{"shown":"claim"}'),
      refusing(404, 'NotFoundError'),
      refusing(503, 'ServiceUnavailableError'),
    ];

    expect(await service.getRoleVisibility(role, options)).toBe('claim');
    await expect(
      service.getRoleVisibility({ roleArn: role.roleArn }, options),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'The portal has no session-manager backend.',
    });
    // Not a reason to retry.
    await expect(
      service.getRoleVisibility(role, options),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    const path = 'GET /api/session-manager/role-visibility?roleArn=';
    expect(requests).toEqual([
      [
        `${path}arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fweb&entityRef=component%3Adefault%2Fweb`,
        true,
        '',
      ],
      [`${path}arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fweb`, true, ''],
      expect.anything(),
    ]);
  });

  it('does not retry a refusal', async () => {
    answers = [refusing(409, 'ConflictError')];

    await expect(service.claimRequest(claim, options)).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'no',
    });
    expect(requests).toHaveLength(1);
  });

  it('gives up if the backend does not come back', async () => {
    answers = [1, 2, 3].map(() => refusing(500, 'Error'));

    await expect(service.claimRequest(claim, options)).rejects.toMatchObject({
      name: 'Error',
      message: 'no',
    });
    expect(requests).toHaveLength(3);
  });

  it('does not retry filing, which would file another request', async () => {
    answers = [refusing(503, 'ServiceUnavailableError')];

    await expect(
      service.fileRequest({ spec: { roleName: 'web' }, reason: 'x' }, options),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    expect(requests).toHaveLength(1);
  });
});
