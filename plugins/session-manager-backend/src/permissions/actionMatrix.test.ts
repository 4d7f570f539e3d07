import { RunInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ActionId,
  ActionRule,
  actionRules,
  documents,
  EntityRoles,
  iamArn,
  instanceProfileTags,
  resolveRoleSpec,
  RoleSpec,
  roleTags,
} from 'backstage-plugin-session-manager-common';
import {
  RELATION_FEATURES,
  RELATION_SERVICES,
  stepTemplate,
} from '../__testUtils__/byRelation';
import {
  AUDIT,
  development,
  ENTITIES,
  headersFor,
  PORTAL_CONFIG,
  production,
} from '../__testUtils__/startPortal';
import { runTemplate } from '../__testUtils__/runTemplate';
import { Portal, useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(300_000);

const ACTIONS = Object.keys(actionRules) as ActionId[];
const PAYMENTS = 'component:default/payments';
const BUCKET = 'matrix-logs';

/** The role of each user in the policy; it is not applied to the service. */
const CALLERS = {
  owner: 'ada',
  'other team': 'mei',
  approver: 'grace',
  admin: 'root',
  service: 'ci',
} as const;
type Caller = keyof typeof CALLERS;
const EVERYBODY = Object.keys(CALLERS) as Caller[];

/** The owner of the log bucket or the role. */
const ACCOUNTS = {
  ungated: { role: development, bucketOwner: AUDIT },
  gated: { role: production, bucketOwner: production },
  'not configured': { role: '999900001111', bucketOwner: '999900001111' },
} as const;
type Account = keyof typeof ACCOUNTS;

const by = headersFor('scaffolder');

/**
 * The expected result of a run for a role of payments, by the action's rule.
 */
function expected(id: ActionId, caller: Caller, account: Account): string {
  const { changes, checks, gates, onlyPeople }: ActionRule = actionRules[id];
  if (account === 'not configured') {
    return 'refused';
  }
  if (changes === 'requests' && account === 'ungated') {
    return 'allowed'; // Nothing is requested if no approval is needed.
  }
  // No service owns the preferences of an account.
  const isOfService = checks.every(({ subject }) => subject !== 'preferences');
  const mayAll = [
    'admin',
    'service',
    ...(isOfService ? ['owner'] : []),
  ].includes(caller);
  const isHeldUp = account === 'gated' && gates.length > 0;
  return (checks.length > 0 && !mayAll) ||
    isHeldUp ||
    (onlyPeople && caller === 'service')
    ? 'refused'
    : 'allowed';
}

describe('the actions, by their rules', () => {
  const aws = useRequests();
  let portal: Portal;

  beforeAll(async () => {
    portal = await aws.startForAll({
      entities: [...ENTITIES, stepTemplate(ACTIONS)],
      config: {
        ...PORTAL_CONFIG,
        permission: { enabled: true },
        sessionManager: {
          ...PORTAL_CONFIG.sessionManager,
          accounts: [
            ...PORTAL_CONFIG.sessionManager.accounts,
            { accountId: AUDIT, partition: 'aws' },
          ],
        },
      },
      features: RELATION_FEATURES,
      services: RELATION_SERVICES,
    });
  });

  /** A role that the portal created without an approval. */
  async function seedRole(accountId: string, wanted: Partial<RoleSpec>) {
    const iam = new IAMClient(await aws.clientConfig(accountId));
    const settings = { accountId, partition: 'aws' };
    const spec = resolveRoleSpec({ entityRef: PAYMENTS, ...wanted }, settings);
    const { roleName: RoleName, instanceProfileName } = spec;
    const listed = (tags: Record<string, string>) =>
      Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(documents(spec).trust),
        Tags: listed(roleTags(spec)),
      }),
    );
    if (instanceProfileName) {
      const InstanceProfileName = instanceProfileName;
      const Tags = listed(instanceProfileTags(spec));
      await iam.send(
        new CreateInstanceProfileCommand({ InstanceProfileName, Tags }),
      );
      await iam.send(
        new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }),
      );
    }
  }

  async function seedInstance(accountId: string) {
    const config = await aws.clientConfig(accountId);
    await new EC2Client(config).send(
      new RunInstancesCommand({
        ImageId: 'ami-12345678',
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: [
              { Key: 'backstage.io/entity-ref', Value: PAYMENTS },
              { Key: 'matrix', Value: 'yes' },
            ],
          },
        ],
      }),
    );
  }

  beforeAll(async () => {
    for (const accountId of [development, production]) {
      await seedRole(accountId, { roleName: 'matrix-role' });
      await seedRole(accountId, {
        roleName: 'matrix-hybrid',
        target: 'hybrid',
      });
      for (const caller of Object.values(CALLERS)) {
        await seedRole(accountId, { roleName: `matrix-retired-${caller}` });
      }
      await seedInstance(accountId);
    }
    for (const accountId of [AUDIT, production]) {
      const s3 = new S3Client({
        ...(await aws.clientConfig(accountId)),
        forcePathStyle: true,
      });
      await s3.send(
        new CreateBucketCommand({ Bucket: `${BUCKET}-${accountId}` }),
      );
    }
  });

  /** The input of each action, for a role of payments in an account. */
  const inputs: Record<ActionId, (account: Account, caller: Caller) => object> =
    {
      'session-manager:role:create': account => ({
        accountId: ACCOUNTS[account].role,
        roleName: 'matrix-role',
        entityRef: PAYMENTS,
      }),
      'session-manager:roles:create': (account, caller) => ({
        roles: [
          {
            accountId: ACCOUNTS[account].role,
            // A role can have only one pending request.
            roleName:
              account === 'gated'
                ? `matrix-several-${CALLERS[caller]}`
                : 'matrix-role',
            entityRef: PAYMENTS,
          },
        ],
        reason: 'x',
      }),
      'session-manager:role:delete': (account, caller) => ({
        accountId: ACCOUNTS[account].role,
        roleName: `matrix-retired-${CALLERS[caller]}`,
      }),
      'session-manager:role:render': account => ({
        accountId: ACCOUNTS[account].role,
        roleName: 'matrix-role',
        entityRef: PAYMENTS,
      }),
      'session-manager:request:create': (account, caller) => ({
        accountId: ACCOUNTS[account].role,
        roleName: `matrix-wanted-${CALLERS[caller]}`,
        entityRef: PAYMENTS,
        reason: 'x',
      }),
      'session-manager:readiness:check': account => ({
        roleArn: iamArn(
          { accountId: ACCOUNTS[account].role, partition: 'aws' },
          'role',
          '/',
          'matrix-role',
        ),
      }),
      'session-manager:instance-profile:attach': account => ({
        accountId: ACCOUNTS[account].role,
        region: 'us-east-1',
        roleName: 'matrix-role',
        tags: { matrix: 'yes' },
      }),
      'session-manager:activation:create': account => ({
        accountId: ACCOUNTS[account].role,
        roleName: 'matrix-hybrid',
      }),
      'session-manager:log-access:grant': account => ({
        accountId: development,
        roleName: 'matrix-role',
        s3: {
          bucket: `${BUCKET}-${ACCOUNTS[account].bucketOwner}`,
          bucketOwner: ACCOUNTS[account].bucketOwner,
        },
      }),
      'session-manager:preferences:update': account => ({
        accountId: ACCOUNTS[account].role,
        inputs: { s3BucketName: 'matrix-logs' },
      }),
    };

  const REFUSED = /"name":"NotAllowedError"/;

  it.each(ACTIONS)('%s', async id => {
    const got: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const account of Object.keys(ACCOUNTS) as Account[]) {
      for (const caller of EVERYBODY) {
        const { status, log } = await runTemplate(
          portal,
          by[CALLERS[caller]],
          'step',
          { action: id, input: inputs[id](account, caller) },
        );
        const cell = `${caller}, ${account}`;
        wanted[cell] = expected(id, caller, account);
        if (status === 'failed' && REFUSED.test(log)) {
          got[cell] = 'refused';
        } else {
          // If sessions would fail, the check fails, which is a valid result.
          const isAnswer = status === 'completed' || /NotReadyError/.test(log);
          got[cell] = isAnswer ? 'allowed' : log;
        }
      }
    }
    expect(got).toEqual(wanted);
  });

  /** The actions that are offered for each role of payments. */
  async function offered(header: string) {
    const { status, body } = await portal.get(
      '/entities/component/default/payments/roles?refresh=true',
      header,
    );
    const { roles } = status === 403 ? { roles: [] } : (body as EntityRoles);
    return (accountId: string, roleName: string) =>
      roles.find(
        role => role.accountId === accountId && role.roleName === roleName,
      )?.may;
  }

  it.each(EVERYBODY)(
    'are offered to %s exactly where their rules allow a run',
    async caller => {
      const mayOf = await offered(
        headersFor('session-manager')[CALLERS[caller]],
      );
      const accounts = ['ungated', 'gated'] as const;
      const isReader = ['owner', 'admin', 'service'].includes(caller);
      const wanted = accounts.map(account => {
        const lets = (id: ActionId) =>
          expected(id, caller, account) === 'allowed';
        const attach = lets('session-manager:instance-profile:attach');
        return {
          // If a run is refused for lack of an approval, a request is offered.
          change: lets('session-manager:request:create'),
          attach,
          delete: lets('session-manager:role:delete'),
          ...(!attach && { attachLacks: 'approved-role' }),
        };
      });

      // Callers who may not read a role are offered nothing.
      expect(
        accounts.map(account => mayOf(ACCOUNTS[account].role, 'matrix-role')),
      ).toEqual(isReader ? wanted : [undefined, undefined]);
    },
  );

  it('let a role of a gated account be attached once a request created it', async () => {
    const request = await portal.file({
      roleName: 'matrix-approved',
      entityRef: PAYMENTS,
    });
    const attach = () =>
      runTemplate(portal, by.ada, 'step', {
        action: 'session-manager:instance-profile:attach',
        input: {
          accountId: production,
          region: 'us-east-1',
          roleName: 'matrix-approved',
          tags: { matrix: 'yes' },
        },
      });
    await portal.decide(
      request,
      'approve',
      headersFor('session-manager').grace,
    );
    await portal.until(request.id, 'provisioned');

    const mayOf = await offered(headersFor('session-manager').ada);
    expect(mayOf(production, 'matrix-approved')).toEqual({
      change: true,
      attach: true,
      delete: true,
    });

    const { status, log } = await attach();

    expect({ status, log }).toEqual({
      status: 'completed',
      log: expect.stringContaining('Attached matrix-approved'),
    });
  });
});
