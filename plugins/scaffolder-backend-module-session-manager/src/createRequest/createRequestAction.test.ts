import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  FiledRequest,
  resolveRoleSpec,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { validate } from 'jsonschema';
import { LocalAws } from 'local-aws';
import { parse } from 'yaml';
import { noBackend } from '../__testUtils__/gate';
import { testAccounts, useLocalAws } from '../__testUtils__/localAws';
import { runAction } from '../__testUtils__/runAction';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { createRequestAction } from './createRequestAction';
import { examples } from './examples';

jest.setTimeout(300_000);

const PRODUCTION = '444455556666';
const ID = '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001';
const INPUT = {
  accountId: PRODUCTION,
  roleName: 'payments-session-role',
  reason: 'on call',
};

const request: RoleRequest = {
  id: ID,
  spec: resolveRoleSpec(
    { roleName: INPUT.roleName },
    { accountId: PRODUCTION, partition: 'aws' },
  ),
  specHash: 'a',
  adopt: false,
  exclusive: false,
  roleArn: `arn:aws:iam::${PRODUCTION}:role/${INPUT.roleName}`,
  reason: INPUT.reason,
  requester: 'user:default/ada',
  rules: { approvers: ['user:default/grace'], required: 1, autoApprove: [] },
  state: { status: 'pending', approvals: [] },
  createdAt: '2026-11-25T12:00:00.000Z',
  updatedAt: '2026-11-25T12:00:00.000Z',
  expiresAt: '2026-12-09T12:00:00.000Z',
};

/** The backend's answer. */
const filed = (answer: Partial<FiledRequest> = {}): FiledRequest => ({
  request,
  created: true,
  sameSpec: true,
  ...answer,
});

describe('session-manager:request:create', () => {
  const ada = mockCredentials.user('user:default/ada');
  const sessionManager = noBackend;
  let aws: LocalAws;
  let action: ReturnType<typeof createRequestAction>;

  beforeAll(async () => {
    aws = await useLocalAws();
    action = createRequestAction({
      accounts: testAccounts(),
      config: mockServices.rootConfig({
        data: { app: { baseUrl: 'https://portal.example/' } },
      }),
      sessionManager,
    });
  });

  beforeEach(() => {
    sessionManager.fileRequest.mockReset();
    sessionManager.dryRunRequest.mockClear();
    sessionManager.fileRequest.mockResolvedValue(filed());
  });

  afterAll(() => aws.stop());

  const run = (
    input: object = INPUT,
    overrides: Partial<Parameters<typeof action.handler>[0]> = {},
  ) =>
    runAction(action, input, {
      getInitiatorCredentials: async () => ada,
      ...overrides,
    });

  it('files the request for the user who started the task, and outputs its URL', async () => {
    const { outputs, log } = await run({ ...INPUT, adopt: true });

    const url = `https://portal.example/session-manager/requests/${ID}`;
    expect(outputs).toEqual({
      requestId: ID,
      requestUrl: url,
      status: 'pending',
    });
    expect(log).toEqual([
      `Requested the role payments-session-role in production: ${url}`,
    ]);
    expect(sessionManager.fileRequest.mock.calls).toEqual([
      [
        {
          spec: { accountId: PRODUCTION, roleName: 'payments-session-role' },
          reason: 'on call',
          adopt: true,
        },
        { credentials: ada },
      ],
    ]);
  });

  it('returns an existing request', async () => {
    sessionManager.fileRequest.mockResolvedValue(filed({ created: false }));

    const { outputs, log } = await run();

    expect(outputs.requestId).toBe(ID);
    expect(log[0]).toContain('is already requested');
  });

  it('fails if the role is requested with another spec', async () => {
    sessionManager.fileRequest.mockResolvedValue(
      filed({ created: false, sameSpec: false }),
    );

    await expect(run()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(`/session-manager/requests/${ID}`),
    });
  });

  it('files nothing in an account without approvals', async () => {
    const { outputs } = await run({ ...INPUT, accountId: undefined });

    expect(outputs).toEqual({ status: 'not-required' });
    expect(sessionManager.fileRequest).not.toHaveBeenCalled();
  });

  it.each([undefined, '', ' \n'])(
    'asks for a reason where an approval is required, and files nothing for %j',
    async reason => {
      for (const isDryRun of [false, true]) {
        await expect(run({ ...INPUT, reason }, { isDryRun })).rejects.toThrow(
          expect.objectContaining({
            name: 'InputError',
            message: expect.stringMatching(
              /^reason: must say why .* production requires an approval/,
            ),
          }),
        );
      }
      expect(sessionManager.fileRequest).not.toHaveBeenCalled();
      expect(sessionManager.dryRunRequest).not.toHaveBeenCalled();
    },
  );

  it('needs no reason where no approval is required', async () => {
    const { outputs } = await run({ roleName: INPUT.roleName });

    expect(outputs).toEqual({ status: 'not-required' });
  });

  it('files nothing in a dry run', async () => {
    const { outputs, log } = await run(INPUT, { isDryRun: true });

    expect(outputs).toEqual({ status: 'pending' });
    expect(log).toEqual([
      'Would: request the role payments-session-role in production',
    ]);
    expect(sessionManager.fileRequest).not.toHaveBeenCalled();
  });

  it('is refused in a dry run if the request would be refused', async () => {
    sessionManager.dryRunRequest.mockRejectedValueOnce(
      new NotAllowedError('You are not allowed to request this role.'),
    );

    await expect(run(INPUT, { isDryRun: true })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(sessionManager.dryRunRequest).toHaveBeenLastCalledWith(
      {
        spec: { accountId: PRODUCTION, roleName: 'payments-session-role' },
        reason: 'on call',
      },
      { credentials: ada },
    );
  });

  it('names an invalid field before calling the backend', async () => {
    await expect(run({ ...INPUT, s3: { bucket: '*' } })).rejects.toThrow(
      /^s3\.bucket: /,
    );
    expect(sessionManager.fileRequest).not.toHaveBeenCalled();
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input, action: id }] = parse(example).steps;
    expect(id).toBe(action.id);
    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);

    const { outputs } = await run(input);

    expect(validate(outputs, action.schema?.output ?? {}).errors).toEqual([]);
    expect(outputs.status).toMatch(/^(pending|not-required)$/);
  });

  it('describes every input and output', () => {
    expectDescribed(action);
    expect(action.schema?.input?.required).toEqual(['roleName']);
  });
});
