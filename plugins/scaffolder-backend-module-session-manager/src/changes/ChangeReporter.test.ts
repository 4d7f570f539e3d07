import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { noBackend } from '../__testUtils__/gate';
import { createChangeReporter } from './ChangeReporter';

const changes = [
  { accountId: '111122223333', what: 'role', roleName: 'web' },
] as const;

describe('the report of changes', () => {
  const { reportChanges } = noBackend;
  const logger = mockServices.logger.mock();
  const reporter = createChangeReporter({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    sessionManager: noBackend,
  });
  const track = (
    run: (begin: () => void) => Promise<string>,
    { isDryRun = false, hasChanged = true } = {},
  ) =>
    reporter.track(
      { isDryRun, logger },
      { changes, run, hasChanged: () => hasChanged },
    );

  beforeEach(() => {
    reportChanges.mockReset();
    logger.warn.mockReset();
  });

  it('is sent with the scaffolder’s credentials when the run has ended', async () => {
    await expect(
      track(async begin => {
        begin();
        expect(reportChanges).not.toHaveBeenCalled();
        return 'done';
      }),
    ).resolves.toBe('done');

    expect(reportChanges.mock.calls).toEqual([
      [changes, { credentials: mockCredentials.service('plugin:scaffolder') }],
    ]);
  });

  it('is sent for a run that failed after it had started to write', async () => {
    await expect(
      track(async begin => {
        begin();
        throw new Error('throttled');
      }),
    ).rejects.toThrow('throttled');

    expect(reportChanges).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Parameters<typeof track>]>([
    ['that changed nothing', [async () => 'done', { hasChanged: false }]],
    ['that is a dry run', [async () => 'done', { isDryRun: true }]],
    ['that was refused', [() => Promise.reject(new Error('not you'))]],
  ])('is not sent for a run %s', async (_, args) => {
    await Promise.allSettled([track(...args)]);

    expect(reportChanges).not.toHaveBeenCalled();
  });

  it('does not fail the run if the backend does not accept it, and warns once', async () => {
    reportChanges.mockRejectedValue(new Error('connect ECONNREFUSED'));

    await expect(track(async () => 'done')).resolves.toBe('done');
    await expect(
      track(async begin => {
        begin();
        throw new Error('throttled');
      }),
    ).rejects.toThrow('throttled');

    expect(logger.warn.mock.calls).toEqual(
      Array(2).fill([
        'The portal may show the previous state for some minutes, because this change could not be reported to the session-manager backend: Error: connect ECONNREFUSED',
      ]),
    );
  });
});
