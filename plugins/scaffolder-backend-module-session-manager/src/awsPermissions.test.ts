import {
  PortalPart,
  portalPermissions,
} from 'backstage-plugin-session-manager-node';
import { LocalAws } from 'local-aws';
import { useLocalAws } from './__testUtils__/localAws';
import { Scenario, scenarios } from './__testUtils__/permissionScenarios';
import {
  allowAll,
  allowOnly,
  SCOPE,
  startAccounts,
} from './__testUtils__/portal';

jest.setTimeout(300_000);

/** Permissions that only take effect together with another one. */
const WITH: Partial<Record<PortalPart, PortalPart[]>> = {
  'session-manager:log-access:grant': ['other-accounts'],
  'other-accounts': ['session-manager:log-access:grant'],
};

const titled = scenarios.map(
  scenario => [`${scenario.part} when ${scenario.when}`, scenario] as const,
);
const lacking = titled.flatMap(([title, scenario]) =>
  scenario.takes.map(action => [action, title, scenario] as const),
);

// The backend's permissions are tested in the backend.
const actions = Object.entries(portalPermissions).filter(
  ([part, permissions]) => part !== 'backend' && !isShared(part, permissions),
);

/** An action that runs another one needs the very same list. */
function isShared(part: string, permissions: unknown): boolean {
  return (
    part === 'session-manager:roles:create' &&
    permissions === portalPermissions['session-manager:role:create']
  );
}

describe('the permissions in the reference', () => {
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await useLocalAws();
  });

  afterAll(() => aws.stop());

  /** Runs a scenario with the permissions of its action except one. */
  async function run(
    { part, seed, run: act, everyRegion, permissionsBoundaryArn }: Scenario,
    without?: string,
  ) {
    const regions = everyRegion ? undefined : ['us-east-1'];
    const scope = { ...SCOPE, permissionsBoundaryArn };
    await allowAll(aws);
    const seeded = await seed?.(startAccounts({ regions }));
    const permissions = new Set([
      ...portalPermissions[part],
      ...(WITH[part] ?? []).flatMap(other => portalPermissions[other]),
    ]);
    await allowOnly(
      aws,
      [...permissions].filter(({ action }) => action !== without),
      scope,
    );
    return act(startAccounts({ regions, scope }), seeded);
  }

  it.each(titled)('are sufficient for %s', async (_, scenario) => {
    const error = await run(scenario);

    expect(error?.message ?? 'it worked').toMatch(
      scenario.failsWith ?? /^it worked$/,
    );
  });

  it.each(lacking)(
    'are all required, and a missing one is named: %s for %s',
    async (action, _, scenario) => {
      const error = await run(scenario, action);

      expect(error?.message).toMatch(
        new RegExp(`(?:lack the permission|Allow) ${action}\\b`),
      );
    },
  );

  it.each(actions)('of %s are each removed once', (part, permissions) => {
    const taken = scenarios
      .filter(scenario => scenario.part === part)
      .flatMap(({ takes }) => takes);

    expect([...new Set(taken)].sort()).toEqual(
      permissions.map(({ action }) => action).sort(),
    );
  });
});
