import { GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { actionRules } from 'backstage-plugin-session-manager-common';
import { portalPermissions } from 'backstage-plugin-session-manager-node';
import { LocalAws } from 'local-aws';
import {
  configData,
  testAccounts,
  useLocalAws,
} from './__testUtils__/localAws';
import { scaffolderModuleSessionManager } from './module';

jest.setTimeout(300_000);

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'session-role', namespace: 'default' },
  spec: {
    type: 'infrastructure',
    parameters: {
      required: ['roleName'],
      properties: { roleName: { type: 'string' } },
    },
    steps: [
      {
        id: 'role',
        name: 'Create the role',
        action: 'session-manager:role:create',
        input: {
          roleName: '${{ parameters.roleName }}',
          s3: { bucket: '${{ parameters.bucket }}' },
          roleTags: { team: 'payments' },
          policyTags: { team: 'payments' },
        },
      },
    ],
    output: {
      roleArn: '${{ steps.role.output.roleArn }}',
      changes: '${{ steps.role.output.changes }}',
    },
  },
};

interface TaskEvent {
  type: string;
  body: {
    message: string;
    output?: { roleArn: string; changes: unknown[] };
  };
}

describe('the module in the scaffolder', () => {
  let aws: LocalAws;
  let backend: TestBackend | undefined;
  let api: (path: string, body?: object) => Promise<Response>;

  beforeAll(async () => {
    aws = await useLocalAws();
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleSessionManager,
        catalogServiceMock.factory({ entities: [template] }),
        mockServices.rootConfig.factory({ data: configData }),
      ],
    });
    const address = backend.server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    api = (path, body) =>
      fetch(`http://127.0.0.1:${port}/api/scaffolder/v2${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: mockCredentials.user.header(),
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      });
  });

  afterAll(async () => {
    await backend?.stop();
    await aws.stop();
  });

  /** Runs the template to its end; returns the task's result. */
  const runTemplate = async (values: object) => {
    const answer = await api('/tasks', {
      templateRef: 'template:default/session-role',
      values,
    });
    expect(answer.status).toBe(201);
    const { id } = await answer.json();
    for (;;) {
      const events: TaskEvent[] = await (
        await api(`/tasks/${id}/events`)
      ).json();
      const end = events.find(({ type }) => type === 'completion');
      if (end) {
        const { status } = await (await api(`/tasks/${id}`)).json();
        const log = events.map(({ body }) => body.message).join('\n');
        return { status, log, output: end.body.output };
      }
    }
  };

  it('creates a role with a template, and changes nothing the second time', async () => {
    const values = { roleName: 'payments', bucket: 'corp-session-logs' };

    const first = await runTemplate(values);

    expect(first.status).toBe('completed');
    expect(first.output?.changes).toHaveLength(5);
    expect(first.log).toContain('Created role payments');
    const { iam } = await testAccounts().get();
    const { Role } = await iam.send(
      new GetRoleCommand({ RoleName: 'payments' }),
    );
    expect(Role?.Arn).toBe(first.output?.roleArn);
    const second = await runTemplate(values);
    expect(second.output?.changes).toEqual([]);
    expect(second.log).toContain('No changes: already in sync');
  });

  it('fails the task on invalid input, and creates nothing', async () => {
    const { status, log } = await runTemplate({
      roleName: 'orders',
      bucket: 'corp-*',
    });

    expect(status).toBe('failed');
    expect(log).toContain('bucket');
    const { iam } = await testAccounts().get();
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    expect(Roles.map(({ RoleName }) => RoleName)).not.toContain('orders');
  });

  it('documents the permissions of each action, and has a rule for each', async () => {
    const actions: { id: string }[] = await (await api('/actions')).json();
    const isManagedByPortal = (id: string) => id.startsWith('session-manager:');

    const ids = actions.map(({ id }) => id).filter(isManagedByPortal);
    expect(ids.sort()).toEqual(
      Object.keys(portalPermissions).filter(isManagedByPortal).sort(),
    );
    expect(ids).toEqual(Object.keys(actionRules).sort());
  });

  it('plans in a dry run, and creates nothing', async () => {
    const answer = await api('/dry-run', {
      template,
      values: { roleName: 'dry', bucket: 'corp-session-logs' },
      secrets: {},
      directoryContents: [],
    });

    expect(answer.status).toBe(200);
    const { output } = await answer.json();
    expect(output.changes).toHaveLength(5);
    const { iam } = await testAccounts().get();
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    expect(Roles.map(({ RoleName }) => RoleName)).not.toContain('dry');
  });
});
