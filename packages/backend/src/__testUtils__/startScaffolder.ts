import { setTimeout as sleep } from 'node:timers/promises';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import {
  documents,
  RoleSpec,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import request from 'supertest';

/** The only account in which a role requires an approval. */
export const GATED_ACCOUNT = '555566667777';

/** The id of every request. */
export const REQUEST_ID = '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001';

/**
 * Runs a template in the real scaffolder, and records the input of its actions.
 */
export async function startScaffolder() {
  const inputs: unknown[] = [];
  const requests: unknown[] = [];
  const asking = createTemplateAction({
    id: 'session-manager:request:create',
    supportsDryRun: true,
    schema: {
      input: z =>
        roleSpecSchema.extend({
          reason: z.string().optional(),
          adopt: z.boolean().optional(),
        }),
    },
    async handler({ input, output }) {
      requests.push(input);
      const gated = input.accountId === GATED_ACCOUNT;
      output('status', gated ? 'pending' : 'not-required');
      if (gated) {
        output('requestId', REQUEST_ID);
      }
    },
  });
  const creation = createTemplateAction({
    id: 'session-manager:role:create',
    supportsDryRun: true,
    schema: {
      input: z => roleSpecSchema.extend({ adopt: z.boolean().optional() }),
    },
    async handler({ input, output }) {
      inputs.push(input);
      for (const [name, value] of Object.entries(outputOf(input))) {
        output(name, value);
      }
    },
  });
  const deletion = createTemplateAction({
    id: 'session-manager:role:delete',
    supportsDryRun: true,
    schema: {
      input: z =>
        roleSpecSchema
          .pick({ accountId: true, roleName: true, path: true })
          .extend({
            checkOnly: z.boolean().optional(),
            confirmRoleName: z.string().optional(),
            force: z.boolean().optional(),
          }),
    },
    async handler({ input, output }) {
      inputs.push(input);
      output('changes', [
        { kind: 'delete', resource: 'policy-version', name: 'sessions' },
        { kind: 'delete', resource: 'instance-profile', name: 'servers' },
        { kind: 'delete', resource: 'role', name: input.roleName },
      ]);
    },
  });
  const grant = createTemplateAction({
    id: 'session-manager:log-access:grant',
    supportsDryRun: true,
    schema: {
      input: z =>
        roleSpecSchema
          .pick({ accountId: true, roleName: true, path: true, s3: true })
          .extend({
            checkEncryption: z.boolean().optional(),
            revoke: z.boolean().optional(),
          }),
    },
    async handler({ input, output }) {
      inputs.push(input);
      output('changes', grantedTo(input));
    },
  });
  const activation = createTemplateAction({
    id: 'session-manager:activation:create',
    supportsDryRun: true,
    schema: {
      input: z =>
        roleSpecSchema
          .pick({ accountId: true, roleName: true, path: true })
          .extend({
            region: z.string().optional(),
            instanceLimit: z.number().optional(),
            expiresInHours: z.number().optional(),
            instanceName: z.string().optional(),
          }),
    },
    async handler({ input, output }) {
      inputs.push(input);
      output('activationId', 'e488f2f6');
      output('region', input.region ?? 'us-east-1');
      output('expiresAt', '2026-12-01T10:00:00.000Z');
      output(
        'handoverUrl',
        'http://localhost:3000/session-manager/handover/1#k',
      );
    },
  });
  const module = createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'recorded-role-actions',
    register: env =>
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        init: async ({ actions }) =>
          actions.addActions(asking, creation, deletion, grant, activation),
      }),
  });
  const backend = await startTestBackend({
    features: [scaffolderPlugin, catalogServiceMock.factory(), module],
  });
  return {
    async stop() {
      // The scaffolder polls for a task's end every second; if the backend
      // stops earlier, it polls once more in a closed database.
      await sleep(1_500);
      await backend.stop();
    },
    async run(
      template: TemplateEntityV1beta3,
      values: Record<string, unknown>,
    ) {
      inputs.length = 0;
      requests.length = 0;
      const { body, status } = await request(backend.server)
        .post('/api/scaffolder/v2/dry-run')
        .send({ template, values, directoryContents: [] });
      return { status, body, inputs: [...inputs], requests: [...requests] };
    },
  };
}

function outputOf(spec: RoleSpec) {
  const written = documents({ accountId: '111122223333', ...spec });
  return {
    roleArn: `arn:aws:iam::111122223333:role/${spec.roleName}`,
    instanceProfileArn: `arn:aws:iam::111122223333:instance-profile/${spec.roleName}`,
    consoleUrl: `https://console.aws.amazon.com/iam/home#/roles/details/${spec.roleName}`,
    changes: [
      { kind: 'create', resource: 'role', name: spec.roleName },
      { kind: 'delete', resource: 'policy-attachment', name: spec.roleName },
      { kind: 'update', resource: 'policy-tags', name: 'search-sessions' },
    ],
    kept: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    policyDocument: written.permissions,
    trustPolicy: written.trust,
    bucketPolicyStatements: written.bucketPolicyStatements,
    keyPolicyStatements: written.keyPolicyStatements,
  };
}

function grantedTo(spec: RoleSpec) {
  const [statement] = documents({
    accountId: '111122223333',
    ...spec,
  }).bucketPolicyStatements;
  return [
    {
      kind: 'create',
      resource: 'bucket-policy-statement',
      name: statement.Sid ?? '',
      arn: `arn:aws:s3:::${spec.s3?.bucket}`,
      after: JSON.parse(JSON.stringify(statement)),
    },
  ];
}
