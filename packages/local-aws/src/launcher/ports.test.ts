import { once } from 'node:events';
import { AddressInfo, createServer, Server } from 'node:net';
import { assertFree, portFrom, WantedPort } from './ports';

describe('portFrom', () => {
  it('reads a port', () => {
    expect(portFrom({ APP_PORT: '3001' }, 'APP_PORT')).toBe(3001);
  });

  it.each([{}, { APP_PORT: '' }])('returns none for %j', env => {
    expect(portFrom(env, 'APP_PORT')).toBeUndefined();
  });

  it.each(['0', '65536', '-1', '80.5', 'http', '30 00'])('refuses %j', text => {
    expect(() => portFrom({ APP_PORT: text }, 'APP_PORT')).toThrow(
      `APP_PORT is "${text}": set it to a port, a number from 1 to 65535.`,
    );
  });
});

describe('assertFree', () => {
  let taken: Server;
  let app: WantedPort;

  beforeEach(async () => {
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    app = { user: 'the app', variable: 'APP_PORT', host: '127.0.0.1', port };
  });

  afterEach(() => {
    taken.close();
  });

  it.each(['127.0.0.1', 'localhost', undefined])(
    'says what to do if a port of host %s is in use',
    async host => {
      await expect(assertFree([{ ...app, host }])).rejects.toThrow(
        `Port ${app.port}, for the app, is taken: stop what uses it, or choose another port with APP_PORT.`,
      );
    },
  );

  it('accepts free ports and leaves them free', async () => {
    taken.close();
    await once(taken, 'close');

    await assertFree([app]);
    await expect(assertFree([app])).resolves.toBeUndefined();
  });

  it('refuses the same port twice', async () => {
    taken.close();
    await once(taken, 'close');

    await expect(
      assertFree([
        app,
        { ...app, user: 'the backend', variable: 'BACKEND_PORT' },
      ]),
    ).rejects.toThrow(
      `Port ${app.port}, for the backend, is taken: stop what uses it, or choose another port with BACKEND_PORT.`,
    );
  });

  it('says what to do about an address of another machine', async () => {
    await expect(assertFree([{ ...app, host: '192.0.2.1' }])).rejects.toThrow(
      `Port ${app.port}, for the app, cannot be listened on (EADDRNOTAVAIL): choose another port with APP_PORT.`,
    );
  });
});
