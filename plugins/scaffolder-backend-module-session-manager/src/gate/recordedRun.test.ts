import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { RoleRequest } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  SessionManagerService,
} from 'backstage-plugin-session-manager-node';
import { noBackend, openGate } from '../__testUtils__/gate';

const ACCOUNT = '111122223333';

const accounts = AwsAccounts.fromConfig(
  mockServices.rootConfig({
    data: {
      aws: {
        accounts: [
          {
            accountId: ACCOUNT,
            accessKeyId: 'nobody',
            secretAccessKey: 'nothing',
          },
        ],
      },
      sessionManager: { accounts: [{ accountId: ACCOUNT, partition: 'aws' }] },
    },
  }),
);

describe('a run that needs no approval', () => {
  const recorded: Partial<RoleRequest> = {
    id: '42',
    state: {
      status: 'provisioning',
      approval: { kind: 'not-needed', at: '', usableUntil: '' },
      remaining: [{ kind: 'role', accountId: ACCOUNT, resource: 'web' }],
    },
  };

  async function begin(recordRun: SessionManagerService['recordRun']) {
    const sessionManager = {
      ...noBackend,
      recordRun: jest.fn(recordRun),
      reportRequest: jest.fn(async () => recorded as RoleRequest),
    };
    const logger = mockServices.logger.mock();
    const { authorizedRoles } = openGate(accounts, sessionManager);
    const authorized = await authorizedRoles.resolve(
      {
        task: { id: 'task-1' },
        logger,
        isDryRun: false,
        getInitiatorCredentials: async () =>
          mockCredentials.user('user:default/Ada'),
      },
      { accountId: ACCOUNT, roleName: 'web' },
    );
    return { authorized, logger, sessionManager };
  }

  it('is recorded with its initiator and outcome', async () => {
    const { authorized, logger, sessionManager } = await begin(
      async () => recorded as RoleRequest,
    );

    expect(sessionManager.recordRun).toHaveBeenCalledWith(
      expect.objectContaining({
        taskId: 'task-1',
        requester: { kind: 'user', ref: 'user:default/ada' },
        spec: expect.objectContaining({ accountId: ACCOUNT, roleName: 'web' }),
      }),
      expect.anything(),
    );
    expect(authorized.request?.isDone('role')).toBe(false);
    await authorized.request?.done(['role'], []);
    expect(sessionManager.reportRequest).toHaveBeenCalledWith(
      {
        requestId: '42',
        report: expect.objectContaining({ outcome: 'done', parts: ['role'] }),
      },
      expect.anything(),
    );
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('continues silently if the portal has no backend for it', async () => {
    const { authorized, logger, sessionManager } = await begin(async () => {
      throw new NotFoundError('The portal has no session-manager backend.');
    });

    await authorized.request?.done(['role'], []);
    await authorized.request?.failed(new Error('x'));
    expect(sessionManager.reportRequest).not.toHaveBeenCalled();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('continues with a warning if the backend is unavailable, and is recorded at the end', async () => {
    let isAway = true;
    const { authorized, logger, sessionManager } = await begin(async () => {
      if (isAway) {
        throw new ServiceUnavailableError('restarting');
      }
      return recorded as RoleRequest;
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'could not be recorded in the portal’s list of requests',
      ),
    );

    isAway = false;
    await authorized.request?.done(['role'], []);
    expect(sessionManager.reportRequest).toHaveBeenCalledTimes(1);
  });

  it('is refused if the backend requires an approval', async () => {
    await expect(
      begin(async () => {
        throw new ConflictError('requires an approved request');
      }),
    ).rejects.toThrow('requires an approved request');
  });
});
