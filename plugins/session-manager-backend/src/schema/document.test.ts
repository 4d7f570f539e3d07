import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  REGION_PATTERN,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { parse } from 'yaml';
import { startPlugin, component } from '../__testUtils__/startPlugin';
import { as, production } from '../__testUtils__/startPortal';
import { spec as document } from './openapi';

jest.setTimeout(60_000);

const METHODS = ['get', 'post'] as const;
const ID = '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001';
const decision = { specHash: 'a'.repeat(64), comment: 'x' };
const role = { accountId: production, roleName: 'web' };

const batch = {
  action: 'repair',
  roles: { roleArns: ['arn:aws:iam::111122223333:role/web'] },
};

/** A valid request for each operation. */
const EXAMPLES: Record<string, [path: string, body?: object]> = {
  GetAccounts: ['/accounts'],
  CheckInstallation: ['/installation'],
  GetAccountPreferences: ['/accounts/111122223333/preferences'],
  GetRecordedRole: ['/accounts/111122223333/roles/web'],
  GetChoices: ['/accounts/111122223333/buckets?q='],
  ListRoles: ['/roles?state=ready&managed=true'],
  SummarizeRoles: ['/roles/summary?q='],
  ListRoleVariants: ['/roles/variants?q='],
  WhatIf: [
    '/what-if',
    {
      accountId: '111122223333',
      region: 'us-east-1',
      change: { preferences: { kmsKeyId: '' } },
    },
  ],
  PlanBatch: ['/batches/plan', batch],
  StartBatch: ['/batches', batch],
  GetBatch: [`/batches/${ID}`],
  GetEntityRoles: ['/entities/component/default/payments/roles'],
  GetRoleVisibility: [
    '/role-visibility?roleArn=arn:aws:iam::111122223333:role/web',
  ],
  GetRoleReadiness: [
    '/entities/component/default/payments/readiness?roleArn=arn:aws:iam::111122223333:role/web',
  ],
  ConfirmRole: [
    '/entities/component/default/payments/role-confirmations',
    { roleArn: 'arn:aws:iam::111122223333:role/web' },
  ],
  GetConnect: ['/entities/component/default/payments/connect'],
  GetEntityInstances: ['/entities/component/default/payments/instances'],
  PreviewRole: ['/preview', { spec: role }],
  PreviewDeletion: ['/preview/deletion', { roleName: 'web' }],
  PreviewLogAccess: ['/preview/log-access', { spec: role }],
  ExplainMessage: ['/explain', { message: 'x' }],
  ListRequests: ['/requests'],
  FileRequest: ['/requests', { spec: role, reason: 'x' }],
  DryRunRequest: ['/requests/dry-run', { spec: role, reason: 'x' }],
  GetRequest: [`/requests/${ID}`],
  ApproveRequest: [`/requests/${ID}/approve`, decision],
  RejectRequest: [`/requests/${ID}/reject`, decision],
  WithdrawRequest: [`/requests/${ID}/withdraw`, decision],
  RetryRequest: [`/requests/${ID}/retry`, decision],
  ConfirmRequest: [`/requests/${ID}/confirm`, decision],
  BreakGlassRequest: [
    `/requests/${ID}/break-glass`,
    { ...decision, confirmRoleName: 'web' },
  ],
  ReviewRequest: [`/requests/${ID}/review`, decision],
  RecordRun: [
    '/runs',
    { taskId: '1', requester: { kind: 'user', ref: 'x' }, spec: role },
  ],
  RevokeRequest: [`/requests/${ID}/revoke`, decision],
  ClaimRequest: [`/requests/${ID}/claim`, { taskId: '1' }],
  ReportRequest: [`/requests/${ID}/report`, { taskId: '1', outcome: 'done' }],
  HandOver: [
    '/handovers',
    {
      sealed: 'AAAA',
      subject: {
        activationId: ID,
        accountId: production,
        region: 'us-east-1',
        roleName: 'web',
        instanceLimit: 1,
        activationExpiresAt: '2026-12-01T00:00:00.000Z',
      },
    },
  ],
  GetHandover: [`/handovers/${ID}`],
  ReportChanges: [
    '/changes',
    { changes: [{ accountId: production, what: 'instances' }] },
  ],
  OpenHandover: [`/handovers/${ID}/open`, { key: 'x' }],
};

type Operation = { operationId: string; security?: unknown };

const operations = Object.values(document.paths).flatMap(path =>
  METHODS.flatMap(method => {
    const operation = (path as Record<string, unknown>)[method];
    return operation ? [{ method, ...(operation as Operation) }] : [];
  }),
);

describe('the OpenAPI document', () => {
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeAll(async () => {
    plugin = await startPlugin({ entities: [component('payments')] });
  });

  afterAll(() => plugin.stop());

  it('is what the server was generated from', () => {
    const file = resolve(__dirname, 'openapi.yaml');
    expect(document).toEqual(parse(readFileSync(file, 'utf8')));
  });

  it('has the role spec of the scaffolder’s actions', () => {
    const documented = JSON.parse(
      JSON.stringify(document.components.schemas.RoleSpec),
      (_, value) =>
        value && typeof value === 'object' && 'example' in value
          ? { ...value, example: undefined }
          : value,
    );
    const schema = zodToJsonSchema(roleSpecSchema as never, {
      target: 'openApi3',
      $refStrategy: 'none',
    });

    expect(documented).toEqual({
      ...schema,
      description: documented.description,
    });
  });

  it('requires authentication', () => {
    expect(document.security).toEqual([{ JWT: [] }]);
    expect(operations.filter(({ security }) => security)).toEqual([]);
  });

  it('has an example here for each operation', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      Object.keys(EXAMPLES).sort(),
    );
  });

  it.each(operations)(
    '$operationId refuses unauthenticated callers',
    async ({ method, operationId }) => {
      const [path, body] = EXAMPLES[operationId];
      const answer = await plugin
        .send(method, path)
        .set('authorization', as.nobody)
        .send(body);

      expect(answer.status).toBe(401);
    },
  );

  it.each([
    ['a spec without a role', '/preview', { spec: {} }, 'roleName: '],
    [
      'a spec without a role, in a request',
      '/requests',
      { spec: {}, reason: 'x' },
      'roleName: ',
    ],
    ['a blank reason', '/requests', { spec: role, reason: ' ' }, 'reason'],
    [
      'an entity without a role',
      '/explain',
      { message: 'x', entityRef: 'component:default/payments' },
      'roleArn',
    ],
  ])('rejects invalid requests: %s', async (_, path, body, message) => {
    const answer = await plugin.post(path, body);

    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it.each([
    '/requests?entityRef=component:default/payments&sort=createdAt:asc&q=',
    '/requests?q=component:default/payments',
    '/entities/component/default/payments/readiness?roleArn=arn:aws:iam::111122223333:role/nobodys',
  ])(
    'accepts unencoded characters that are valid in a query: %s',
    async path => {
      const { status } = await plugin.get(path);

      // The entity has no role with this ARN.
      expect(status).toBe(path.includes('roleArn') ? 404 : 200);
    },
  );

  it('lists the methods of a path if called with another method', async () => {
    const answer = await plugin.get('/preview');

    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('POST');
    expect(answer.body.error.message).toContain('allowed: POST');
    expect((await plugin.post('/nowhere', {})).status).toBe(404);
  });

  it('has the regions of the scaffolder’s actions', () => {
    expect(document.components.schemas.Region.pattern).toBe(REGION_PATTERN);
  });

  it('knows the regions of every partition, and no others', async () => {
    await plugin
      .post('/explain', { message: 'x', region: 'us-mars-1' })
      .expect(400);
    await plugin
      .post('/explain', { message: 'x', region: 'eusc-de-east-1' })
      .expect(200);
  });
});
