import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOverrides, readPortalConfig } from './portalConfig';

describe('readPortalConfig', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-config-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  function write(yaml: string, name = 'app-config.yaml') {
    return writeFile(join(folder, name), yaml);
  }

  it('has the defaults of Backstage, a local AWS and a local sign-in', async () => {
    await write('app: { title: Portal }');

    expect(await readPortalConfig(folder, [], {})).toEqual({
      app: { url: 'http://localhost:3000', host: 'localhost', port: 3000 },
      backend: { url: 'http://localhost:7007', host: undefined, port: 7007 },
      localAws: true,
      localSignIn: true,
    });
  });

  it.each([
    ['127.0.0.1:7001', { host: '127.0.0.1', port: 7001 }],
    [':7002', { host: undefined, port: 7002 }],
    ['7003', { host: undefined, port: 7003 }],
    ['{ port: 7004, host: localhost }', { host: 'localhost', port: 7004 }],
    ['{ port: 7005 }', { host: undefined, port: 7005 }],
  ])('reads backend.listen %s', async (listen, address) => {
    await write(`backend: { listen: ${quoted(listen)} }`);

    const { backend } = await readPortalConfig(folder, [], {});

    expect(backend).toEqual({ url: 'http://localhost:7007', ...address });
  });

  it.each([
    ['{ baseUrl: "http://portal.example:81/x" }', 'portal.example', 81],
    ['{ baseUrl: "https://portal.example" }', 'portal.example', 443],
    ['{ listen: { host: 127.0.0.1, port: 3009 } }', '127.0.0.1', 3009],
  ])('reads the address of app %s', async (yaml, host, port) => {
    await write(`app: ${yaml}`);

    const { app } = await readPortalConfig(folder, [], {});

    expect(app).toMatchObject({ host, port });
  });

  it('can disable the local AWS, by file or environment', async () => {
    await write('localAws: { enabled: false }');
    const byFile = await readPortalConfig(folder, [], {});
    await write('localAws: { enabled: true }');
    const byEnv = await readPortalConfig(folder, [], {
      APP_CONFIG_localAws_enabled: 'false',
    });

    expect([byFile.localAws, byEnv.localAws]).toEqual([false, false]);
  });

  it.each([
    ['in production', 'auth: { environment: production }'],
    ['with a real provider', 'auth: { providers: { oidc: {} } }'],
    ['if it is disabled', 'localSignIn: { enabled: false }'],
  ])('has no local sign-in %s', async (_, yaml) => {
    await write(yaml);

    const { localSignIn } = await readPortalConfig(folder, [], {});

    expect(localSignIn).toBe(false);
  });

  it('reads the files that the arguments name', async () => {
    await write('localAws: { enabled: false }', 'app-config.aws.yaml');

    const { localAws } = await readPortalConfig(
      folder,
      ['--config', join(folder, 'app-config.aws.yaml')],
      {},
    );

    expect(localAws).toBe(false);
  });

  it('applies APP_PORT and BACKEND_PORT everywhere', async () => {
    await write(`
app: { baseUrl: 'http://localhost:3000', listen: { host: 127.0.0.1 } }
backend: { baseUrl: 'http://localhost:7007', listen: '127.0.0.1:7007' }`);
    const env = portOverrides({ APP_PORT: '3100', BACKEND_PORT: '7100' });

    const config = await readPortalConfig(folder, [], env);

    expect(config).toMatchObject({
      app: { url: 'http://localhost:3100', host: '127.0.0.1', port: 3100 },
      backend: { url: 'http://localhost:7100', port: 7100 },
    });
    expect(env).toMatchObject({
      APP_CONFIG_backend_baseUrl: '"http://localhost:7100"',
      APP_CONFIG_backend_cors_origin: '"http://localhost:3100"',
    });
  });
});

describe('portOverrides', () => {
  it('changes nothing if no port is set', () => {
    expect(portOverrides({ PATH: '/bin' })).toEqual({});
  });

  it('refuses an invalid port', () => {
    expect(() => portOverrides({ BACKEND_PORT: 'x' })).toThrow('BACKEND_PORT');
  });
});

function quoted(listen: string): string {
  return listen.startsWith('{') ? listen : JSON.stringify(listen);
}
