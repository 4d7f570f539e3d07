import { ConfigReader } from '@backstage/config';
import { readRoleEntityConfig } from './roleEntityConfig';

describe('readRoleEntityConfig', () => {
  it('stops the start if a key has a typo', () => {
    const sessionManager = { defaultOwnr: 'group:default/a' };
    const config = new ConfigReader({
      catalog: { providers: { sessionManager } },
    });

    expect(() => readRoleEntityConfig(config)).toThrow(
      "catalog.providers.sessionManager.defaultOwnr: unknown key, did you mean 'defaultOwner'?",
    );
  });
});
