import { execFile } from 'node:child_process';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

const COMMAND = resolve(__dirname, '../../bin/session-manager-check.mjs');

describe('the command session-manager-check', () => {
  let server: Server;
  let answer: { status: number; body: object };

  beforeAll(
    () =>
      new Promise<void>(done => {
        server = createServer((request, response) => {
          const isExpected =
            request.url === '/api/session-manager/installation' &&
            request.headers.authorization === 'Bearer secret';
          response
            .writeHead(isExpected ? answer.status : 404)
            .end(JSON.stringify(answer.body));
        }).listen(0, '127.0.0.1', done);
      }),
  );

  afterAll(() => server.close());

  const run = (env: Record<string, string> = { BACKSTAGE_TOKEN: 'secret' }) =>
    new Promise<{ code: unknown; output: string }>(done => {
      const { port } = server.address() as AddressInfo;
      execFile(
        process.execPath,
        [COMMAND, `http://127.0.0.1:${port}`],
        { env },
        (error, stdout, stderr) =>
          done({ code: error?.code ?? 0, output: stdout + stderr }),
      );
    });

  const check = (state: string) => ({
    id: 'scan',
    state,
    accountId: '444455556666',
    accountName: 'production',
    sentence: 'It was not read.',
    remedy: 'Read it.',
    readAt: '2026-12-01T00:00:00.000Z',
  });

  it.each([
    ['problem', 1],
    ['unknown', 0],
  ])(
    'prints a check with the state %s, and ends with %i',
    async (state, code) => {
      answer = { status: 200, body: { checks: [check(state)] } };

      const result = await run();

      expect(result.code).toBe(code);
      expect(result.output).toContain(
        `${state}  scan, production (444455556666): It was not read. (read 2026-12-01T00:00:00.000Z)\n         -> Read it.`,
      );
    },
  );

  it('says why the portal does not check', async () => {
    answer = { status: 403, body: { error: { message: 'not allowed' } } };

    const result = await run();

    expect(result.code).toBe(2);
    expect(result.output).toMatch(/answered 403: not allowed/);
  });

  it('says what it needs', async () => {
    expect(await run({})).toMatchObject({
      code: 2,
      output: expect.stringContaining('BACKSTAGE_TOKEN'),
    });
  });
});
