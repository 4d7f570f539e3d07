import {
  FleetDrift,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import {
  afterTelling,
  knownNotice,
  newsOf,
  noticeAfter,
  NoticedRole,
  OwnerNotice,
} from './OwnerNotice';

interface Reading {
  state?: ReadinessState;
  drift?: FleetDrift;
  /** Read because the portal changed it. */
  byPortal?: boolean;
  /** Nothing of the role itself changed since the reading before. */
  sameRole?: boolean;
}

/** What owners are told of a role that is read so, one reading after another. */
function told(readings: readonly Reading[]): string[] {
  let role: (NoticedRole & { notice?: OwnerNotice }) | undefined;
  let version = 0;
  return readings.map(reading => {
    const { state = 'ready', drift = 'in-sync' } = reading;
    version += reading.sameRole ? 0 : 1;
    const next = { state, drift, snapshotHash: String(version) };
    const notice =
      role &&
      noticeAfter(role, next, {
        observedAt: new Date(version),
        byPortal: reading.byPortal ?? false,
      });
    const news = notice && newsOf(notice);
    role = {
      ...next,
      notice: news ? afterTelling(notice, notice, true) : notice,
    };
    return news ?? '-';
  });
}

describe('what owners are told', () => {
  it.each<[string, Reading[], string[]]>([
    [
      'nothing of a problem that was there first',
      [{ state: 'sessions-fail' }, { state: 'sessions-fail' }, {}],
      ['-', '-', '-'],
    ],
    [
      'a problem and its end, each once',
      [{}, { state: 'logs-lost' }, { state: 'logs-lost' }, {}, {}],
      ['-', 'problem', '-', 'recovery', '-'],
    ],
    [
      'what is worse, but not what is less bad',
      [
        {},
        { state: 'logs-lost' },
        { state: 'sessions-fail' },
        { state: 'logs-lost' },
        {},
      ],
      ['-', 'problem', 'problem', '-', 'recovery'],
    ],
    [
      'that a problem that was there first became worse',
      [{ state: 'logs-lost' }, { state: 'sessions-fail' }],
      ['-', 'problem'],
    ],
    [
      'that nodes can no longer use a role',
      [{}, { state: 'not-a-node-role' }],
      ['-', 'problem'],
    ],
    [
      'nothing of what is unknown',
      [{}, { state: 'unknown' }, {}],
      ['-', '-', '-'],
    ],
    [
      'a problem that is seen after it was unknown',
      [{}, { state: 'unknown' }, { state: 'sessions-fail' }],
      ['-', '-', 'problem'],
    ],
    [
      'nothing of a problem that was unknown at first',
      [{ state: 'unknown' }, { state: 'sessions-fail' }, {}],
      ['-', '-', '-'],
    ],
    [
      'no end of a problem while it is unknown',
      [
        {},
        { state: 'logs-lost' },
        { state: 'unknown' },
        { state: 'logs-lost' },
        {},
      ],
      ['-', 'problem', '-', '-', 'recovery'],
    ],
    [
      'a change outside and its end',
      [{}, { drift: 'drifted' }, {}],
      ['-', 'problem', 'recovery'],
    ],
    [
      'a change outside of what a scan reads',
      [{ drift: 'not-read' }, { drift: 'drifted' }],
      ['-', 'problem'],
    ],
    [
      'nothing of a drift that a closer look shows first',
      [{ drift: 'not-read' }, { drift: 'drifted', sameRole: true }],
      ['-', '-'],
    ],
    [
      'nothing of a drift that the portal made',
      [{}, { drift: 'drifted', byPortal: true }, { drift: 'drifted' }, {}],
      ['-', '-', '-', '-'],
    ],
    [
      'a change outside after one by the portal',
      [{}, { drift: 'drifted', byPortal: true }, {}, { drift: 'drifted' }],
      ['-', '-', '-', 'problem'],
    ],
    [
      'that the portal’s change made sessions fail',
      [{}, { state: 'sessions-fail', byPortal: true }],
      ['-', 'problem'],
    ],
    [
      'the end of a drift only once the whole role was read',
      [
        {},
        { drift: 'drifted' },
        { drift: 'not-read' },
        { drift: 'in-sync', sameRole: true },
      ],
      ['-', 'problem', '-', 'recovery'],
    ],
    [
      'one end of both',
      [
        {},
        { state: 'sessions-fail', drift: 'drifted' },
        { drift: 'drifted' },
        {},
      ],
      ['-', 'problem', '-', 'recovery'],
    ],
    [
      'a drift whose role was failing before',
      [
        { state: 'sessions-fail' },
        { state: 'sessions-fail', drift: 'drifted' },
        { state: 'sessions-fail' },
      ],
      ['-', 'problem', 'recovery'],
    ],
  ])('%s', (_, readings, expected) => {
    expect(told(readings)).toEqual(expected);
  });

  it('is settled five minutes after the last change of it', () => {
    const ready = {
      state: 'ready',
      drift: 'in-sync',
      snapshotHash: 'a',
    } as const;
    const lost = { ...ready, state: 'logs-lost' } as const;
    const at = (minutes: number) => ({
      observedAt: new Date(minutes * 60_000),
      byPortal: false,
    });

    const first = noticeAfter(ready, lost, at(10));
    const second = noticeAfter({ ...lost, notice: first }, lost, at(12));
    const worse = noticeAfter(
      { ...lost, notice: second },
      { ...lost, state: 'sessions-fail' },
      at(13),
    );

    expect([first, second, worse].map(notice => notice?.settlesAt)).toEqual(
      [15, 15, 18].map(minutes => at(minutes).observedAt),
    );
  });
});

describe('what remains once it was told', () => {
  const [ready, failing] = (['ready', 'sessions-fail'] as const).map(state => ({
    state,
    drift: 'in-sync' as const,
    snapshotHash: 'a',
  }));
  const reading = { observedAt: new Date(0), byPortal: false };
  const problem = noticeAfter(ready, failing, reading)!;
  const now = (role: NoticedRole) => knownNotice(role, new Date(0));

  it.each([
    ['nothing if there was nobody to tell', failing, false, undefined],
    ['the end of a problem that ended meanwhile', ready, true, 'recovery'],
    [
      'nothing of such an end if there was nobody to tell',
      ready,
      false,
      undefined,
    ],
  ] as const)('is %s', (_, latest, isTold, expected) => {
    const notice = afterTelling(problem, now(latest), isTold);

    expect(notice && newsOf(notice)).toBe(expected);
  });

  it('is a problem that came back while its end was told', () => {
    const standing = afterTelling(problem, now(failing), true);
    const end = noticeAfter({ ...failing, notice: standing }, ready, reading)!;

    expect(afterTelling(end, now(ready), true)).toBeUndefined();
    expect(newsOf(afterTelling(end, now(failing), true)!)).toBe('problem');
  });
});
