import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { permissionsPolicy } from 'backstage-plugin-session-manager-common';
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
/** One that may not even register, so that another may be lent to it. */
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
  ...['buckets', 'keys', 'log-groups'].map(
    kind => `/accounts/${accountId}/${kind}`,
  ),
];

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
    // What only the organization's id settles.
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
        sessionManager: { region: REGION, accounts: [{ accountId }] },
      },
    });
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    process.env = environment;
    await plugin.stop();
    await aws.stop();
  });

  /** All that the backend tells, under these permissions and no others. */
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
    // Nothing that was read before is good enough any more.
    clock += 24 * 3_600_000;
    jest.spyOn(Date, 'now').mockImplementation(() => clock);
    const answers = await Promise.all(
      ANSWERS.map(path => plugin.get(path).expect(200)),
    );
    return answers.map(({ body }) => JSON.stringify(body)).join('\n');
  }

  it('are enough', async () => {
    const told = await answersUnder(backend);

    expect(told).not.toMatch(/lack the permission|the portal’s|"fault"/);
    expect(told).toContain(`"roleArn":"${ROLE_ARN}"`);
  });

  it.each(backend.map(({ action }) => action))(
    'are all needed, and one is named: %s',
    async action => {
      const named = new RegExp(
        `(?:lack the permission|Allow) ${action}\\b.*portal’s|portal’s.*lack the permission ${action}\\b`,
      );
      const told = await answersUnder(
        backend.filter(permission => permission.action !== action),
      );

      expect(told).toMatch(named);
    },
  );
});
