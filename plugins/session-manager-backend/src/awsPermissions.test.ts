import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  documents,
  permissionsPolicy,
  resolveRoleSpec,
  roleTags,
} from 'backstage-plugin-session-manager-common';
import {
  Permission,
  policyFor,
  portalPermissions,
} from 'backstage-plugin-session-manager-node';
import {
  assumeRole,
  clientConfig,
  demoFleet,
  seedDemoFleet,
  LocalAws,
  REGION,
  startLocalAws,
} from 'local-aws';
import { component, startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(300_000);

const accountId = demoFleet.accounts.development;
const { roleName } = demoFleet.roles.healthy;
const ROLE_ARN = `arn:aws:iam::${accountId}:role${demoFleet.path}${roleName}`;
/**
 * A role that may not even register, so its permissions may come from Default
 * Host Management.
 */
const MUTE_ARN = `arn:aws:iam::${accountId}:role/mute`;
const PORTAL = 'portal-under-test';
const SCOPE = { partition: 'aws', accountId, path: demoFleet.path };
const ANSWERS = [
  '/entities/component/default/payments/roles?refresh=true',
  ...[ROLE_ARN, MUTE_ARN].map(
    arn =>
      `/entities/component/default/payments/readiness?refresh=true&region=${REGION}&roleArn=${encodeURIComponent(arn)}`,
  ),
  '/entities/component/default/payments/instances?refresh=true',
  '/entities/component/default/payments/connect?refresh=true',
  ...['buckets', 'keys', 'log-groups'].map(
    kind => `/accounts/${accountId}/${kind}`,
  ),
  `/accounts/${accountId}/preferences?refresh=true`,
  `/accounts/${accountId}/roles/${roleName}`,
];

/** The roles whose deletion is previewed. */
const DELETIONS = [roleName, 'hybrid'];

describe('the backend’s permissions in the reference', () => {
  const environment = process.env;
  const { backend } = portalPermissions;
  let aws: LocalAws;
  let iam: IAMClient;
  let plugin: Awaited<ReturnType<typeof startPlugin>>;
  let clock = Date.now();

  beforeAll(async () => {
    aws = await startLocalAws();
    await seedDemoFleet(aws.env);
    const admin = clientConfig(aws.env);
    iam = new IAMClient(admin);
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: roleName,
        PolicyName: 'by-hand',
        PolicyDocument: JSON.stringify(permissionsPolicy({ roleName })),
      }),
    );
    for (const RoleName of [PORTAL, 'mute']) {
      await iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );
    }
    // Activations can use it.
    const spec = resolveRoleSpec(
      {
        roleName: 'hybrid',
        entityRef: 'component:default/payments',
        target: 'hybrid',
      },
      SCOPE,
    );
    await iam.send(
      new CreateRoleCommand({
        RoleName: spec.roleName,
        Path: spec.path,
        AssumeRolePolicyDocument: JSON.stringify(documents(spec).trust),
        Tags: Object.entries(roleTags(spec)).map(([Key, Value]) => ({
          Key,
          Value,
        })),
      }),
    );
    // Only needed to read the organization's ID.
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'mute',
        PolicyName: 'of-the-organization',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'ssmmessages:*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-other' } },
          },
        }),
      }),
    );
    const { credentials } = await assumeRole(
      admin,
      `arn:aws:iam::${accountId}:role/${PORTAL}`,
    );
    process.env = {
      ...environment,
      ...aws.env,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    };
    plugin = await startPlugin({
      entities: [
        component('payments', {
          'aws.amazon.com/session-manager-role-arn': MUTE_ARN,
        }),
      ],
      config: {
        aws: { mainAccount: { region: REGION } },
        sessionManager: {
          region: REGION,
          accounts: [{ accountId }],
          // Without configured regions, a deletion asks EC2 in every region.
          status: { deadline: { minutes: 1 } },
        },
      },
    });
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    process.env = environment;
    await plugin.stop();
    await aws.stop();
  });

  /** All responses of the backend with exactly these permissions. */
  async function answersUnder(permissions: readonly Permission[]) {
    await aws.relaxPermissions();
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: PORTAL,
        PolicyName: 'exactly',
        PolicyDocument: JSON.stringify(policyFor(permissions, SCOPE)),
      }),
    );
    await aws.enforcePermissions();
    // Nothing that was read before is used.
    clock += 24 * 3_600_000;
    jest.spyOn(Date, 'now').mockImplementation(() => clock);
    const answers = await Promise.all([
      ...ANSWERS.map(path => plugin.get(path).expect(200)),
      ...DELETIONS.map(name =>
        plugin.post('/preview/deletion', { roleName: name }).expect(200),
      ),
    ]);
    return answers.map(({ body }) => JSON.stringify(body)).join('\n');
  }

  it('are sufficient', async () => {
    const responses = await answersUnder(backend);

    expect(responses).not.toMatch(/lack the permission|the portal’s|"fault"/);
    expect(responses).toContain(`"roleArn":"${ROLE_ARN}"`);
  });

  it.each(backend.map(({ action }) => action))(
    'are all needed, and a missing one is named: %s',
    async action => {
      const named = new RegExp(
        `(?:lack the permission|Allow) ${action}\\b.*portal’s|portal’s.*lack the permission ${action}\\b`,
      );
      const responses = await answersUnder(
        backend.filter(permission => permission.action !== action),
      );

      expect(responses).toMatch(named);
    },
  );
});
