import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import { readSessionManagerConfig } from 'backstage-plugin-session-manager-node';
import { validate } from 'dockerfile-utils';

const ROOT = resolve(__dirname, '../../..');

const ENVIRONMENT: Record<string, string> = {
  PORTAL_BASE_URL: 'https://portal.example.com',
  POSTGRES_HOST: 'db.example.com',
  POSTGRES_PORT: '5432',
  POSTGRES_USER: 'portal',
  POSTGRES_PASSWORD: 'secret',
  REDIS_URL: 'redis://cache.example.com:6379',
  AWS_REGION: 'us-east-1',
  AWS_ACCOUNT_ID: '111122223333',
};

describe('in production', () => {
  it('the configuration is complete once its variables are set', async () => {
    const config = await ConfigSources.toConfig(
      ConfigSources.default({
        rootDir: ROOT,
        argv: ['app-config.yaml', 'app-config.production.yaml'].flatMap(
          file => ['--config', resolve(ROOT, file)],
        ),
        substitutionFunc: async name => ENVIRONMENT[name],
      }),
    );

    // Guests can sign in only in development.
    expect(config.getString('auth.environment')).toBe('production');
    expect(config.get('backend.cache')).toEqual({
      store: 'redis',
      connection: 'redis://cache.example.com:6379',
    });
    expect(readSessionManagerConfig(config)).toMatchObject({
      region: 'us-east-1',
      accounts: [{ accountId: '111122223333', regions: ['us-east-1'] }],
    });
    config.close();
  });

  it('the image is built by a valid Dockerfile, and does not run as root', () => {
    const dockerfile = readFileSync(
      resolve(ROOT, 'packages/backend/Dockerfile'),
      'utf8',
    );

    expect(validate(dockerfile)).toEqual([]);
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});
