import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { JsonObject } from '@backstage/types';
import {
  Installation,
  InstallationCheck,
} from 'backstage-plugin-session-manager-common';
import { demoFleet, REGION } from 'local-aws';
import { DEMO_CONFIG, startPlugin } from '../__testUtils__/startPlugin';
import { ENTITIES } from '../__testUtils__/startPortal';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const { development, production } = demoFleet.accounts;

describe('the installation', () => {
  const aws = useDemoAws();
  const registry = actionsRegistryServiceMock();
  let stop: (() => Promise<void>) | undefined;

  afterEach(() => stop?.());

  async function check(config: JsonObject = DEMO_CONFIG) {
    registry.actions.clear();
    const plugin = await startPlugin({
      entities: ENTITIES,
      config,
      services: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
    ({ stop } = plugin);
    const { body }: { body: Installation } = await plugin
      .get('/installation')
      .expect(200);
    return (id: InstallationCheck['id'], accountId?: string) =>
      body.checks.find(each => each.id === id && each.accountId === accountId);
  }

  it('is read in each account, and returned to tools that speak MCP', async () => {
    const found = await check();

    for (const accountId of [development, production]) {
      expect(found('credentials', accountId)).toMatchObject({
        state: 'ok',
        sentence: expect.stringContaining(`:${accountId}:`),
      });
      expect(found('scan', accountId)).toMatchObject({ state: 'unknown' });
    }
    expect(found('permissions', production)).toMatchObject({
      state: 'ok',
      accountName: 'production',
    });
    expect(found('own-account')).toMatchObject({
      state: 'ok',
      sentence: expect.stringContaining(development),
    });
    expect(found('cache')).toMatchObject({ state: 'unknown' });
    // No scaffolder is installed, and only the portal's own template.
    expect(found('actions')).toMatchObject({ state: 'unknown' });
    expect(found('templates')).toMatchObject({ state: 'problem' });

    const { output } = await registry.invoke({
      id: 'test:installation:get',
      input: {},
      credentials: mockCredentials.user(),
    });
    expect(output).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ id: 'credentials', accountId: production }),
      ]),
    });
  });

  it('says which credentials are missing, and which account is not listed', async () => {
    const found = await check({
      aws: { mainAccount: { region: REGION } },
      sessionManager: { accounts: [{ accountId: production }] },
    });

    expect(found('credentials', production)).toMatchObject({
      state: 'problem',
      sentence: `No credentials are configured for account ${production}. Add it under aws.accounts.`,
      remedy: expect.stringContaining('may assume'),
    });
    expect(found('permissions', production)).toBeUndefined();
    expect(found('own-account')).toMatchObject({
      state: 'ok',
      sentence: expect.stringContaining(
        `${development} is not in sessionManager.accounts`,
      ),
    });
  });

  it('names missing permissions, and does not claim what was not read', async () => {
    aws.refuse('GetDocument', 'SimulatePrincipalPolicy');

    const found = await check();

    expect(found('permissions', production)).toMatchObject({
      state: 'problem',
      sentence: expect.stringMatching(
        /^Missing permissions: (?=.*ssm:GetDocument)(?=.*iam:SimulatePrincipalPolicy)[^.]*\. Not known: .*s3:GetBucketPolicy/,
      ),
    });
  });

  it('leaves open what an account does not answer in time', async () => {
    aws.hang('AssumeRole');

    const found = await check({
      ...DEMO_CONFIG,
      sessionManager: {
        ...(DEMO_CONFIG.sessionManager as JsonObject),
        status: { deadline: { seconds: 2 } },
      },
    });

    expect(found('credentials', production)).toMatchObject({
      state: 'unknown',
      sentence: expect.stringContaining('did not answer within 2 seconds'),
    });
    expect(found('credentials', development)).toMatchObject({ state: 'ok' });
  });
});
