import { Entity } from '@backstage/catalog-model';
import { cacheCheck, databaseCheck, notificationsCheck } from './portalChecks';
import { eventsCheck, scanCheck } from './scanChecks';
import { templateChecks } from './templateChecks';

const NOW = Date.parse('2026-12-01T12:00:00.000Z');
const minutesAgo = (minutes: number) =>
  new Date(NOW - minutes * 60_000).toISOString();

describe('the check of scans', () => {
  const account = { accountId: '111122223333', name: 'development' };
  const at = { refresh: { minutes: 30 }, now: NOW };
  const scanned = (more: object) => ({ ...account, otherRoles: 0, ...more });
  const fault = {
    kind: 'refused' as const,
    code: 'AccessDenied',
    message: 'denied',
    hint: 'allow it',
  };

  it.each([
    ['is recent', { scannedAt: minutesAgo(89) }, 'ok', minutesAgo(89)],
    ['is late', { scannedAt: minutesAgo(91) }, 'problem', minutesAgo(91)],
    [
      'failed',
      { scannedAt: minutesAgo(5), fault: { fault, since: minutesAgo(4) } },
      'problem',
      minutesAgo(4),
    ],
  ])(
    'says that the last one %s, and when that was',
    (_, last, state, readAt) => {
      expect(scanCheck(account, scanned(last), at)).toMatchObject({
        id: 'scan',
        accountId: account.accountId,
        state,
        readAt,
      });
    },
  );

  it('does not know an account that was not scanned', () => {
    expect(scanCheck(account, undefined, at).state).toBe('unknown');
  });
});

describe('the check of events', () => {
  const account = { accountId: '1', otherRoles: 0 };

  it('has the age of the last one of any account', () => {
    expect(
      eventsCheck(
        [
          { ...account, refreshedAt: minutesAgo(9) },
          { ...account, refreshedAt: minutesAgo(3) },
          account,
        ],
        { isConfigured: true },
      ),
    ).toMatchObject({ state: 'ok', readAt: minutesAgo(3) });
  });

  it.each([
    [true, 'unknown'],
    [false, 'ok'],
  ])(
    'without any, if they are configured (%s), is %s',
    (isConfigured, state) => {
      expect(eventsCheck([account], { isConfigured }).state).toBe(state);
    },
  );
});

describe('the checks of templates', () => {
  const template = (
    name: string,
    action: string,
    spec: object = {},
  ): Entity => ({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default' },
    spec: { steps: [{ action }], ...spec },
  });
  const CREATE = 'session-manager:role:create';
  const form = template('form', 'session-manager:roles:create');
  const approved = template('approved', CREATE, {
    parameters: { properties: { requestId: {} } },
    steps: [
      { action: CREATE, input: { requestId: '${{ parameters.requestId }}' } },
    ],
  });

  const statesOf = (templates: Entity[], requiresApproval = true) =>
    templateChecks(templates, {
      roleTemplateRef: 'template:default/form',
      requestTemplateRef: 'template:default/Approved',
      requiresApproval,
    }).map(({ id, state }) => `${id}: ${state}`);

  it.each<[string, Entity[], boolean, string[]]>([
    ['all', [form, approved], true, ['ok', 'ok', 'ok']],
    ['none', [], true, ['problem', 'problem', 'problem']],
    ['no approvals', [form], false, ['ok', 'ok', 'ok']],
    ['only the portal’s own', [approved], true, ['problem', 'problem', 'ok']],
    [
      'others of their names',
      [template('form', 'x'), template('approved', CREATE)],
      true,
      ['ok', 'problem', 'problem'],
    ],
  ])('with %s', (_, templates, requiresApproval, states) => {
    expect(statesOf(templates, requiresApproval)).toEqual(
      ['templates', 'role-template', 'request-template'].map(
        (id, place) => `${id}: ${states[place]}`,
      ),
    );
  });
});

it('does not know the templates if the catalog does not answer', () => {
  expect(
    templateChecks(
      { reason: 'not now' },
      {
        roleTemplateRef: 'template:default/form',
        requestTemplateRef: 'template:default/approved',
        requiresApproval: true,
      },
    ),
  ).toMatchObject([
    {
      id: 'templates',
      state: 'unknown',
      sentence: expect.stringMatching('not now'),
    },
  ]);
});

describe('the checks of the portal', () => {
  it('know what replicas share, but not how many there are', () => {
    expect(cacheCheck('redis', true).state).toBe('ok');
    expect(cacheCheck('memory', true).state).toBe('unknown');
    expect(cacheCheck('redis', false).state).toBe('problem');
    expect(databaseCheck('pg').state).toBe('ok');
    expect(databaseCheck('better-sqlite3').state).toBe('unknown');
    expect(notificationsCheck([{ pluginId: 'notifications' }]).state).toBe(
      'ok',
    );
    expect(notificationsCheck([]).state).toBe('unknown');
  });
});
