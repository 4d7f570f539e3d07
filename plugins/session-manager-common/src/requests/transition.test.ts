import {
  brokenGlass,
  bucketPolicy,
  byPeople,
  byRule,
  events,
  HASH,
  keyPolicy,
  movers,
  NOW,
  requestIn,
  role,
  SOON,
  specWith,
} from './__testUtils__/requests';
import { RoleSpec } from '../roleSpec/roleSpec';
import { CurrentRules, MovableRequest } from './MovableRequest';
import { RequestEvent, Actor } from './RequestEvent';
import { TRANSITIONS as TABLE } from './transitions';
import { requestParts } from './requestParts';
import { RequestState, RequestStatus } from './RequestState';
import { requestAbilities, transition } from './transition';
import { WHO_MAY } from './whoMay';

type Mover = keyof typeof movers;
type EventType = RequestEvent['type'];

const all = Object.keys(movers) as Mover[];
const approvers: Mover[] = ['approver', 'another approver'];

/** Who may, by event; everybody else is forbidden it in every state. */
const MAY: Record<EventType, Mover[]> = {
  approve: approvers,
  reject: approvers,
  confirm: approvers,
  withdraw: ['requester', 'requester who is an approver'],
  retry: ['requester', 'requester who is an approver', ...approvers],
  revoke: ['requester', 'requester who is an approver', ...approvers],
  'auto-approve': ['portal'],
  reopen: ['portal'],
  'break-glass': ['member of the on-call group'],
  review: approvers,
  expire: ['portal'],
  supersede: ['portal'],
  start: ['portal'],
  claim: ['scaffolder'],
  done: ['scaffolder', 'portal'],
  fail: ['scaffolder', 'portal'],
};

const remaining = [role, bucketPolicy, keyPolicy] as const;
const ownersPart = [bucketPolicy] as const;

interface Case {
  state: RequestState;
  /** What each event leads to; what is missing is in conflict. */
  leadsTo: { [T in EventType]?: RequestStatus };
  /** Where an event leads for the portal alone. */
  forPortal?: { [T in EventType]?: RequestStatus };
  /** The same when the time is over to decide and to use an approval. */
  late: { [T in EventType]?: RequestStatus };
}

/** How an approval ends that nobody is using. */
const ends = { revoke: 'revoked', supersede: 'superseded' } as const;

/** After its time, it can be expired as well. */
const endsLate = { ...ends, expire: 'expired' } as const;

/** When requests have expired, and approvals too. */
const LATE = SOON;

const CASES: Record<string, Case> = {
  'pending, nobody approved': {
    state: { status: 'pending', approvals: [] },
    leadsTo: {
      approve: 'pending',
      'auto-approve': 'approved',
      'break-glass': 'approved',
      reject: 'rejected',
      withdraw: 'withdrawn',
    },
    late: { expire: 'expired' },
  },
  'pending, one of two approved': {
    state: { status: 'pending', approvals: [{ by: 'user:default/omar' }] },
    leadsTo: {
      approve: 'approved',
      'break-glass': 'approved',
      reject: 'rejected',
      withdraw: 'withdrawn',
    },
    late: { expire: 'expired' },
  },
  'approved by people': {
    state: { status: 'approved', approval: byPeople },
    leadsTo: { start: 'approved', claim: 'provisioning', ...ends },
    forPortal: { fail: 'failed' },
    late: endsLate,
  },
  'approved by a rule, and started': {
    state: { status: 'approved', approval: byRule, taskId: '1' },
    leadsTo: {
      start: 'approved',
      claim: 'provisioning',
      reopen: 'pending',
      ...ends,
    },
    forPortal: { fail: 'failed' },
    late: { ...endsLate, reopen: 'pending' },
  },
  'approved, and another task started': {
    state: { status: 'approved', approval: byPeople, taskId: '2' },
    leadsTo: { start: 'approved', ...ends },
    late: endsLate,
  },
  provisioning: {
    state: {
      status: 'provisioning',
      approval: byPeople,
      taskId: '1',
      remaining,
    },
    leadsTo: {
      start: 'provisioning',
      claim: 'provisioning',
      done: 'provisioned',
      fail: 'failed',
    },
    late: { done: 'provisioned', fail: 'failed' },
  },
  'provisioning by another task': {
    state: {
      status: 'provisioning',
      approval: byRule,
      taskId: '2',
      remaining,
    },
    leadsTo: {},
    late: {},
  },
  'provisioning, and retried by no task yet': {
    state: { status: 'provisioning', approval: byPeople, remaining },
    leadsTo: {
      ...ends,
      start: 'provisioning',
      claim: 'provisioning',
      done: 'provisioned',
      fail: 'failed',
    },
    late: { ...endsLate, done: 'provisioned', fail: 'failed' },
  },
  'provisioning, only the owner’s part left': {
    state: {
      status: 'provisioning',
      approval: byPeople,
      taskId: '1',
      remaining: ownersPart,
    },
    leadsTo: {
      ...ends,
      start: 'provisioning',
      claim: 'provisioning',
      done: 'provisioned',
      fail: 'failed',
      confirm: 'provisioned',
    },
    late: {
      ...ends,
      done: 'provisioned',
      fail: 'failed',
      confirm: 'provisioned',
    },
  },
  'failed, approved by people': {
    state: {
      status: 'failed',
      approval: byPeople,
      taskId: '1',
      error: 'e',
      remaining,
    },
    leadsTo: {
      ...ends,
      retry: 'provisioning',
      claim: 'provisioning',
      done: 'provisioned',
    },
    late: { ...endsLate, done: 'provisioned' },
  },
  'failed by another task, approved by a rule, the role made': {
    state: {
      status: 'failed',
      approval: byRule,
      taskId: '2',
      error: 'e',
      remaining: ownersPart,
    },
    leadsTo: {
      ...ends,
      retry: 'provisioning',
      reopen: 'pending',
      confirm: 'provisioned',
    },
    late: { ...ends, reopen: 'pending', confirm: 'provisioned' },
  },
  provisioned: {
    state: { status: 'provisioned', approval: byPeople, taskId: '1' },
    leadsTo: { claim: 'provisioned', done: 'provisioned' },
    late: { claim: 'provisioned', done: 'provisioned' },
  },
  'provisioned by another task': {
    state: { status: 'provisioned', approval: byPeople, taskId: '2' },
    leadsTo: {},
    late: {},
  },
  rejected: {
    state: { status: 'rejected', by: 'user:default/grace', comment: 'no' },
    leadsTo: {},
    late: {},
  },
  withdrawn: { state: { status: 'withdrawn' }, leadsTo: {}, late: {} },
  expired: { state: { status: 'expired' }, leadsTo: {}, late: {} },
  'done without an approval': {
    state: { status: 'provisioned', approval: brokenGlass, taskId: '1' },
    leadsTo: {
      claim: 'provisioned',
      done: 'provisioned',
      review: 'provisioned',
    },
    late: { claim: 'provisioned', done: 'provisioned', review: 'provisioned' },
  },
  'approved without an approval': {
    state: { status: 'approved', approval: brokenGlass, taskId: '1' },
    leadsTo: { start: 'approved', claim: 'provisioning', ...ends },
    forPortal: { fail: 'failed' },
    late: endsLate,
  },
  'revoked after the glass was broken, and reviewed': {
    state: {
      status: 'revoked',
      by: 'user:default/ada',
      comment: 'over',
      approval: {
        ...brokenGlass,
        review: { by: 'user:default/grace', comment: 'ok', at: NOW },
      },
    },
    leadsTo: {},
    late: {},
  },
  'superseded after the glass was broken': {
    state: {
      status: 'superseded',
      successorId: 'newer',
      approval: brokenGlass,
    },
    leadsTo: { review: 'superseded' },
    late: { review: 'superseded' },
  },
  'revoked after the glass was broken': {
    state: {
      status: 'revoked',
      by: 'user:default/ada',
      comment: 'over',
      approval: brokenGlass,
    },
    leadsTo: { review: 'revoked' },
    late: { review: 'revoked' },
  },
  'expired after the glass was broken': {
    state: { status: 'expired', approval: brokenGlass },
    leadsTo: { review: 'expired' },
    late: { review: 'expired' },
  },
  'the glass was broken, and only the owner’s part is left': {
    state: {
      status: 'provisioning',
      approval: brokenGlass,
      taskId: '2',
      remaining: ownersPart,
    },
    leadsTo: { ...ends, confirm: 'provisioned', review: 'provisioning' },
    late: { ...ends, confirm: 'provisioned', review: 'provisioning' },
  },
  'failed after the glass was broken and the role was made': {
    state: {
      status: 'failed',
      approval: brokenGlass,
      taskId: '2',
      error: 'e',
      remaining: ownersPart,
    },
    leadsTo: {
      ...ends,
      retry: 'provisioning',
      confirm: 'provisioned',
      review: 'failed',
    },
    late: { ...ends, confirm: 'provisioned', review: 'failed' },
  },
  'failed after the glass was broken, the role not made': {
    state: {
      status: 'failed',
      approval: brokenGlass,
      taskId: '2',
      error: 'e',
      remaining,
    },
    leadsTo: { ...ends, retry: 'provisioning' },
    late: endsLate,
  },
  'approved, though none was needed': {
    state: {
      status: 'approved',
      approval: { kind: 'not-needed', at: NOW, usableUntil: SOON },
    },
    leadsTo: {},
    forPortal: { fail: 'failed' },
    late: {},
  },
  'a run that needed no approval': {
    state: {
      status: 'provisioning',
      approval: { kind: 'not-needed', at: NOW, usableUntil: SOON },
      taskId: '1',
      remaining: [role],
    },
    leadsTo: { done: 'provisioned', fail: 'failed' },
    late: { done: 'provisioned', fail: 'failed' },
  },
  'a failed run that needed no approval': {
    state: {
      status: 'failed',
      approval: { kind: 'not-needed', at: NOW, usableUntil: SOON },
      taskId: '1',
      error: 'e',
      remaining: [role],
    },
    leadsTo: { done: 'provisioned' },
    late: { done: 'provisioned' },
  },
  'expired after it was approved': {
    state: { status: 'expired', approval: byPeople },
    leadsTo: {},
    late: {},
  },
  revoked: {
    state: {
      status: 'revoked',
      by: 'user:default/ada',
      comment: 'no longer needed',
      approval: byPeople,
    },
    leadsTo: {},
    late: {},
  },
  superseded: {
    state: { status: 'superseded', successorId: 'newer', approval: byRule },
    leadsTo: {},
    late: {},
  },
};

const move = (
  request: MovableRequest,
  event: RequestEvent,
  mover: Mover,
  at = NOW,
) => transition(request, { event, by: movers[mover], at });

/** The next status, or how it was refused, with a sentence. */
function outcome(...args: Parameters<typeof move>) {
  const result = move(...args);
  if ('state' in result) {
    return result.state.status;
  }
  expect(result.reason).toMatch(/^[A-Z].*\.$/);
  return result.refused;
}

describe.each(Object.entries(CASES))('%s', (_, expected) => {
  const request = requestIn(expected.state);
  const everybody = (
    type: EventType,
    leads: { [T in EventType]?: RequestStatus },
  ) => {
    const leadsTo = (by: Mover) =>
      (by === 'portal' ? expected.forPortal?.[type] : undefined) ??
      leads[type] ??
      'conflict';
    return Object.fromEntries(
      all.map(by => [by, MAY[type].includes(by) ? leadsTo(by) : 'forbidden']),
    );
  };

  it.each(Object.entries(events))('on %s, by everybody', (name, event) => {
    const type = name as EventType;
    const outcomes = (at: string) =>
      Object.fromEntries(all.map(by => [by, outcome(request, event, by, at)]));

    expect(outcomes(NOW)).toEqual(everybody(type, expected.leadsTo));
    expect(outcomes(LATE)).toEqual(everybody(type, expected.late));
  });
});

describe('the table of transitions', () => {
  const statuses = Object.keys(TABLE) as RequestStatus[];
  const casesOf = (status: RequestStatus) =>
    Object.values(CASES).filter(({ state }) => state.status === status);
  const TRANSITIONS = statuses.flatMap(status =>
    (Object.keys(TABLE[status]) as EventType[]).map(
      type => [status, type] as const,
    ),
  );

  it('knows the events that somebody may send, each with a case here', () => {
    const types = Object.keys(WHO_MAY).sort();
    expect(Object.keys(events).sort()).toEqual(types);
    expect(Object.keys(MAY).sort()).toEqual(types);
    expect(types).toEqual(
      expect.arrayContaining(TRANSITIONS.map(([, type]) => type)),
    );
  });

  // Before it is carried out there is nothing to review, and a reason why.
  const LEADING = TRANSITIONS.filter(
    ([status, type]) => status !== 'approved' || type !== 'review',
  );

  it.each(LEADING)('from %s on %s leads somewhere in a case here', (...of) => {
    const [status, type] = of;
    const leads = casesOf(status).flatMap(
      ({ leadsTo, forPortal, late }) =>
        leadsTo[type] ?? forPortal?.[type] ?? late[type] ?? [],
    );
    expect(leads).not.toEqual([]);
  });

  it.each(TRANSITIONS)('from %s on %s is refused in a case here', (...of) => {
    const [status, type] = of;
    const leads = casesOf(status).flatMap(({ leadsTo, forPortal, late }) => [
      leadsTo[type] ?? forPortal?.[type],
      late[type] ?? forPortal?.[type],
    ]);
    expect(leads).toContain(undefined);
  });
});

describe('whoever may not', () => {
  const pending = requestIn({ status: 'pending', approvals: [] });

  it.each<[EventType, Mover, string]>([
    ['approve', 'scaffolder', 'Deciding about a request is for people.'],
    ['approve', 'portal', 'Deciding about a request is for people.'],
    [
      'break-glass',
      'another service',
      'Doing without an approval is for people.',
    ],
    ['break-glass', 'portal', 'Doing without an approval is for people.'],
    ['claim', 'user of the scaffolder’s name', 'This is for the scaffolder.'],
    ['done', 'another service', 'This is for the scaffolder.'],
    ['start', 'scaffolder', 'This is for the portal itself.'],
    [
      'revoke',
      'stranger',
      'Only the requester and the approvers may revoke its approval.',
    ],
  ])('%s is told why: the %s', (type, by, reason) => {
    expect(move(pending, events[type], by)).toEqual({
      refused: 'forbidden',
      reason,
    });
  });
});

describe('an approval', () => {
  const pending = requestIn({ status: 'pending', approvals: [] });
  const yes = events.approve;

  it('is given by two different people where two are required', () => {
    const first = move(pending, yes, 'approver');
    expect(first).toEqual({
      changed: true,
      state: {
        status: 'pending',
        approvals: [{ by: 'user:default/grace', comment: 'seen' }],
      },
    });
    const after = { ...pending, ...first };

    expect(move(after, yes, 'approver')).toEqual({
      refused: 'conflict',
      reason: 'You have approved it already; others must as well.',
    });
    expect(move(after, yes, 'another approver')).toMatchObject({
      state: {
        status: 'approved',
        approval: {
          kind: 'people',
          at: NOW,
          approvals: [
            { by: 'user:default/grace' },
            { by: 'user:default/noor' },
          ],
        },
      },
    });
  });

  it('is never the requester’s, also not as one of two', () => {
    const state: RequestState = {
      status: 'pending',
      approvals: [{ by: 'user:default/grace' }],
    };
    expect(move(requestIn(state), yes, 'requester who is an approver')).toEqual(
      {
        refused: 'forbidden',
        reason: 'You may not decide about your own request.',
      },
    );
  });

  it('is for the request that was seen', () => {
    expect(
      move(pending, { type: 'approve', specHash: 'b'.repeat(64) }, 'approver'),
    ).toEqual({
      refused: 'conflict',
      reason: expect.stringContaining('read it again'),
    });
  });

  it('has no comment where nothing was said', () => {
    for (const comment of [undefined, '', ' ']) {
      expect(
        move(pending, { type: 'approve', specHash: HASH, comment }, 'approver'),
      ).toEqual({
        changed: true,
        state: { status: 'pending', approvals: [{ by: 'user:default/grace' }] },
      });
    }
  });
});

describe('a decision', () => {
  it.each(['reject', 'confirm', 'revoke', 'review'] as const)(
    'to %s needs a comment',
    type => {
      const pending = requestIn({ status: 'pending', approvals: [] });
      for (const comment of [undefined, '', ' \n']) {
        expect(
          move(pending, { type, specHash: HASH, comment }, 'approver'),
        ).toEqual({
          refused: 'invalid',
          reason: expect.stringContaining('comment'),
        });
      }
    },
  );

  it('keeps what was said, without the space around it', () => {
    const comment = ' not like this\n';
    const by = 'user:default/grace';
    const said = { specHash: HASH, comment };
    const pending = requestIn({ status: 'pending', approvals: [] });
    const approved = requestIn({ status: 'approved', approval: byPeople });
    const done = requestIn({ status: 'provisioned', approval: brokenGlass });
    expect(move(pending, { type: 'reject', ...said }, 'approver')).toEqual({
      changed: true,
      state: { status: 'rejected', by, comment: 'not like this' },
    });
    expect(move(approved, { type: 'revoke', ...said }, 'approver')).toEqual({
      changed: true,
      state: {
        status: 'revoked',
        by,
        comment: 'not like this',
        approval: byPeople,
      },
    });
    expect(move(done, { type: 'review', ...said }, 'approver')).toMatchObject({
      state: { approval: { review: { comment: 'not like this' } } },
    });
    expect(move(pending, { type: 'approve', ...said }, 'approver')).toEqual({
      changed: true,
      state: {
        status: 'pending',
        approvals: [{ by, comment: 'not like this' }],
      },
    });
  });

  it('by a rule names the rule, and when it can be used', () => {
    const pending = requestIn({ status: 'pending', approvals: [] });
    expect(move(pending, events['auto-approve'], 'portal')).toEqual({
      changed: true,
      state: {
        status: 'approved',
        approval: {
          kind: 'rule',
          rule: { name: 'r', version: '1' },
          at: NOW,
          usableUntil: SOON,
        },
      },
    });
  });

  it('comes too late when the time is over, before anybody looked', () => {
    const pending = requestIn({ status: 'pending', approvals: [] });
    const late = pending.expiresAt;
    for (const type of ['approve', 'reject'] as const) {
      expect(move(pending, events[type], 'approver', late)).toEqual({
        refused: 'conflict',
        reason: 'It has expired.',
      });
    }
    expect(move(pending, events.expire, 'portal', late)).toEqual({
      state: { status: 'expired' },
      changed: true,
    });
    expect(move(pending, events.expire, 'portal')).toEqual({
      refused: 'conflict',
      reason: 'It has not expired yet.',
    });
  });
});

describe('carrying out', () => {
  const provisioning = requestIn({
    status: 'provisioning',
    approval: byPeople,
    taskId: '1',
    remaining,
  });

  it('begins with all that is to do', () => {
    expect(
      move(
        requestIn({ status: 'approved', approval: byPeople }),
        events.claim,
        'scaffolder',
      ),
    ).toEqual({ state: provisioning.state, changed: true });
  });

  it.each<[string, RequestState, EventType, Mover, boolean]>([
    [
      'approved',
      { status: 'approved', approval: byPeople },
      'start',
      'portal',
      true,
    ],
    [
      'approved, and another task started',
      { status: 'approved', approval: byPeople, taskId: '2' },
      'start',
      'portal',
      true,
    ],
    [
      'approved, and this one started already',
      { status: 'approved', approval: byPeople, taskId: '1' },
      'start',
      'portal',
      false,
    ],
    [
      'being retried',
      { status: 'provisioning', approval: byPeople, remaining },
      'start',
      'portal',
      true,
    ],
    [
      'being retried',
      { status: 'provisioning', approval: byPeople, remaining },
      'claim',
      'scaffolder',
      true,
    ],
  ])(
    'is of the task that is told: %s, %j on %s',
    (_, state, type, by, changed) => {
      expect(move(requestIn(state), events[type], by)).toEqual({
        changed,
        state: { ...state, taskId: '1' },
      });
    },
  );

  it('changes nothing when the same task claims again', () => {
    expect(move(provisioning, events.claim, 'scaffolder')).toEqual({
      state: provisioning.state,
      changed: false,
    });
  });

  it('is not done while a part is left', () => {
    const made = move(
      provisioning,
      { type: 'done', taskId: '1', parts: ['role'] },
      'scaffolder',
    );
    expect(made).toMatchObject({
      state: { status: 'provisioning', remaining: [bucketPolicy, keyPolicy] },
    });
    const after = { ...provisioning, ...made };
    expect(
      move(after, { type: 'done', parts: ['key-policy'] }, 'portal'),
    ).toMatchObject({
      state: { status: 'provisioning', remaining: [bucketPolicy] },
    });
    expect(
      move(
        { ...provisioning, ...made },
        { type: 'done', taskId: '1', parts: ['role'] },
        'scaffolder',
      ),
    ).toMatchObject({ changed: false });
  });

  it('is not confirmed by people while the role is not made', () => {
    expect(move(provisioning, events.confirm, 'approver')).toEqual({
      refused: 'conflict',
      reason: expect.stringContaining('not made yet'),
    });
  });

  it('is failed by its task or the portal, not by a task without a claim', () => {
    const approved = requestIn({ status: 'approved', approval: byPeople });
    expect(move(approved, events.fail, 'scaffolder')).toHaveProperty('refused');
    expect(move(approved, events.fail, 'portal')).toMatchObject({
      state: { status: 'failed', error: 'AccessDenied', remaining },
    });
    expect(
      move(
        provisioning,
        { ...events.fail, taskId: '2' } as RequestEvent,
        'scaffolder',
      ),
    ).toEqual({
      refused: 'conflict',
      reason: expect.stringContaining('Task 1 carries it out'),
    });
  });

  it('goes to people when the rule that approved it has changed', () => {
    expect(
      move(
        requestIn({ status: 'approved', approval: byRule }),
        events.reopen,
        'portal',
      ),
    ).toEqual({ state: { status: 'pending', approvals: [] }, changed: true });
  });
});

describe('an approval that is given', () => {
  const approved = { status: 'approved', approval: byPeople } as const;
  const failed = {
    status: 'failed',
    approval: byPeople,
    taskId: '1',
    error: 'e',
    remaining,
  } as const;
  const waiting = {
    status: 'provisioning',
    approval: byPeople,
    remaining,
  } as const;
  const running = { ...waiting, taskId: '1' } as const;
  const roleMade = { ...failed, remaining: ownersPart } as const;

  it('can be used for 7 days, or as long as the account says today', () => {
    const pending = requestIn(
      { status: 'pending', approvals: [] },
      { rules: { approvers: [], required: 1, autoApprove: [] } },
    );
    const period = (today?: CurrentRules) => {
      const by = movers.approver;
      const next = transition(pending, {
        event: events.approve,
        by,
        at: NOW,
        today,
      });
      return 'state' in next && 'approval' in next.state
        ? next.state.approval
        : undefined;
    };
    expect(period()).toMatchObject({ at: NOW, usableUntil: SOON });
    expect(
      period({ required: 1, approvers: [], useWithin: 60_000 }),
    ).toMatchObject({ usableUntil: '2026-11-25T12:01:00.000Z' });
  });

  it.each([
    ['approved', approved, 'start', 'portal'],
    ['approved', approved, 'claim', 'scaffolder'],
    ['failed', failed, 'claim', 'scaffolder'],
    ['failed', failed, 'retry', 'requester'],
    ['being retried', waiting, 'start', 'portal'],
    ['being retried', waiting, 'claim', 'scaffolder'],
    ['being carried out', running, 'claim', 'scaffolder'],
  ] as const)(
    'is not used after its time: %s, %s on %s by the %s',
    (_, state, type, by) => {
      const request = requestIn(state);
      const justBefore = new Date(Date.parse(SOON) - 1).toISOString();
      expect(move(request, events[type], by, justBefore)).toHaveProperty(
        'state',
      );
      expect(move(request, events[type], by, SOON)).toEqual({
        refused: 'conflict',
        reason: expect.stringContaining('File the request again'),
      });
    },
  );

  it.each([
    ['approved', approved, 'start', 'portal'],
    ['approved', approved, 'claim', 'scaffolder'],
    ['failed', failed, 'retry', 'requester'],
    ['being carried out', running, 'claim', 'scaffolder'],
  ] as const)(
    'is not used where a later one is approved: %s, %s on %s by the %s',
    (_, state, type, by) => {
      expect(
        transition(requestIn(state), {
          event: events[type],
          by: movers[by],
          at: NOW,
          successorId: 'newer',
        }),
      ).toEqual({
        refused: 'conflict',
        reason: expect.stringMatching(/^Request newer .* takes the place/),
      });
    },
  );

  it.each([approved, failed, waiting])(
    'expires, and is kept with what it was for: $status',
    state => {
      const request = requestIn(state);
      expect(move(request, events.expire, 'portal')).toEqual({
        refused: 'conflict',
        reason: 'It has not expired yet.',
      });
      expect(move(request, events.expire, 'portal', SOON)).toEqual({
        changed: true,
        state: { status: 'expired', approval: byPeople },
      });
    },
  );

  it('does not expire under a task, nor when the role is made', () => {
    expect(
      move(requestIn(running), events.expire, 'portal', SOON),
    ).toMatchObject({ reason: expect.stringContaining('Task 1') });
    expect(
      move(requestIn(roleMade), events.expire, 'portal', SOON),
    ).toMatchObject({ reason: expect.stringContaining('role is made') });
    expect(
      move(
        requestIn(roleMade),
        { type: 'done', parts: ['bucket-policy'] },
        'portal',
        SOON,
      ),
    ).toMatchObject({ state: { status: 'provisioned' } });
  });

  it.each(['revoke', 'supersede'] as const)(
    'is not taken away while a task is at it: %s',
    type => {
      const by = type === 'revoke' ? 'approver' : 'portal';
      expect(move(requestIn(running), events[type], by)).toEqual({
        refused: 'conflict',
        reason: 'Task 1 is carrying it out. Cancel the task first.',
      });
    },
  );

  it('says who revoked it and why, or which request took its place', () => {
    expect(move(requestIn(approved), events.revoke, 'requester')).toEqual({
      changed: true,
      state: {
        status: 'revoked',
        by: 'user:default/ada',
        comment: 'seen',
        approval: byPeople,
      },
    });
    expect(move(requestIn(failed), events.supersede, 'portal')).toEqual({
      changed: true,
      state: { status: 'superseded', successorId: 'newer', approval: byPeople },
    });
  });
});

describe('a run that needed no approval', () => {
  const approval = { kind: 'not-needed', at: NOW, usableUntil: SOON } as const;
  const running = { status: 'provisioning', approval, remaining } as const;
  const failed = { ...running, status: 'failed', error: 'e' } as const;

  it.each<[EventType, Mover, RequestState]>([
    ['start', 'portal', running],
    ['claim', 'scaffolder', { ...running, taskId: '1' }],
    ['claim', 'scaffolder', { ...failed, taskId: '1' }],
    ['retry', 'requester', failed],
    ['revoke', 'requester', running],
    ['supersede', 'portal', running],
    ['expire', 'portal', failed],
  ])('is no approval to use or to end: %s by the %s', (type, by, state) => {
    expect(move(requestIn(state), events[type], by)).toEqual({
      refused: 'conflict',
      reason: 'It needed no approval. Run the template again.',
    });
  });
});

describe('doing without an approval', () => {
  const member = 'member of the on-call group';
  const pending = requestIn({ status: 'pending', approvals: [] });

  it('needs the reason, and the name of the role once more', () => {
    const ask = (said: object) =>
      move(
        pending,
        { ...events['break-glass'], ...said } as RequestEvent,
        member,
      );
    for (const confirmRoleName of [undefined, '', 'Web', 'web ']) {
      expect(ask({ confirmRoleName })).toEqual({
        refused: 'invalid',
        reason: expect.stringContaining('name of the role'),
      });
    }
    expect(ask({ comment: ' ' })).toMatchObject({ refused: 'invalid' });
    expect(ask({ comment: ' production is down ' })).toEqual({
      changed: true,
      state: {
        status: 'approved',
        approval: {
          kind: 'break-glass',
          by: 'user:default/omar',
          reason: 'production is down',
          at: NOW,
          // A day, however long approvals can be used.
          usableUntil: '2026-11-26T12:00:00.000Z',
        },
      },
    });
  });

  it('is told who may, where it is a group', () => {
    const rules = { ...pending.rules, breakGlass: ['group:default/on-call'] };
    expect(
      move({ ...pending, rules }, events['break-glass'], 'approver'),
    ).toEqual({
      refused: 'forbidden',
      reason:
        'Only members of group:default/on-call may do without an approval.',
    });
  });

  it('is reviewed once, by an approver who neither asked nor did it', () => {
    const done = requestIn({ status: 'provisioned', approval: brokenGlass });
    expect(
      move(done, events.review, 'requester who is an approver'),
    ).toMatchObject({ refused: 'forbidden' });
    expect(
      transition(done, {
        event: events.review,
        by: { kind: 'user', ref: 'user:default/omar', isApprover: true },
        at: NOW,
      }),
    ).toEqual({
      refused: 'forbidden',
      reason: expect.stringContaining('another approver'),
    });
    const closed = move(done, events.review, 'approver');
    expect(closed).toEqual({
      changed: true,
      state: {
        status: 'provisioned',
        approval: {
          ...brokenGlass,
          review: { by: 'user:default/grace', comment: 'seen', at: NOW },
        },
      },
    });
    expect(
      move({ ...done, ...closed }, events.review, 'another approver'),
    ).toEqual({
      refused: 'conflict',
      reason: 'It was reviewed already, by user:default/grace.',
    });
  });

  it('is reviewed when nothing more is carried out of it', () => {
    const approved = requestIn({ status: 'approved', approval: brokenGlass });
    expect(move(approved, events.review, 'approver')).toEqual({
      refused: 'conflict',
      reason: 'It is not carried out yet: wait for it, or revoke it first.',
    });
  });
});

describe('rules that changed since', () => {
  const yes = events.approve;
  const one = requestIn({
    status: 'pending',
    approvals: [{ by: 'user:default/grace' }],
  });
  const today = {
    required: 1,
    approvers: ['user:default/grace'],
    useWithin: 60_000,
  };
  const approve = (request: MovableRequest, changes: Partial<CurrentRules>) =>
    transition(request, {
      event: yes,
      by: movers['another approver'],
      at: NOW,
      today: { ...today, ...changes },
    });

  it('need as many people as either of them', () => {
    expect(approve(one, {})).toMatchObject({ state: { status: 'approved' } });
    expect(approve(one, { required: 3 })).toMatchObject({
      state: { status: 'pending', approvals: { length: 2 } },
    });
    const none = requestIn({ status: 'pending', approvals: [] });
    expect(approve(none, {})).toMatchObject({ state: { status: 'pending' } });
  });

  it('do not count whoever is no approver any more', () => {
    expect(approve(one, { approvers: [] })).toMatchObject({
      state: { status: 'pending', approvals: { length: 2 } },
    });
  });

  it('refuse a former approver, and say so', () => {
    const by: Actor = {
      kind: 'user',
      ref: 'user:default/noor',
      isApprover: false,
      isFormerApprover: true,
    };
    expect(transition(one, { event: yes, by, at: NOW })).toEqual({
      refused: 'forbidden',
      reason:
        'You were an approver when the request was filed, and are none any more.',
    });
  });
});

describe('what another account’s owner has to do', () => {
  const parts = (s3: RoleSpec['s3']) =>
    requestParts(specWith({ s3 })).map(({ kind }) => kind);

  it('is the bucket’s part, and the key’s where the key is another’s too', () => {
    const bucket = 'their-logs';
    const bucketOwner = '444455556666';
    const keyOf = (account: string) => `arn:aws:kms:us-east-1:${account}:key/1`;
    expect(parts(undefined)).toStrictEqual(['role']);
    expect(parts({ bucket })).toStrictEqual(['role']);
    expect(parts({ bucket, kmsKeyArn: keyOf('111122223333') })).toStrictEqual([
      'role',
    ]);
    expect(parts({ bucket, bucketOwner })).toStrictEqual([
      'role',
      'bucket-policy',
    ]);
    // One's own key with another's bucket: its policy is one's own matter.
    expect(
      parts({ bucket, bucketOwner, kmsKeyArn: keyOf('111122223333') }),
    ).toStrictEqual(['role', 'bucket-policy']);
    expect(
      parts({ bucket, bucketOwner, kmsKeyArn: keyOf(bucketOwner) }),
    ).toStrictEqual(['role', 'bucket-policy', 'key-policy']);
  });

  it.each([
    [[bucketPolicy]],
    [[keyPolicy]],
    [[bucketPolicy, keyPolicy]],
  ] as const)('is all confirmed at once: %j', left => {
    const [first, ...rest] = left;
    const state: RequestState = {
      status: 'provisioning',
      approval: byPeople,
      taskId: '1',
      remaining: [first, ...rest],
    };
    expect(move(requestIn(state), events.confirm, 'approver')).toMatchObject({
      state: { status: 'provisioned' },
    });
  });
});

describe('what somebody may do', () => {
  const abilities = (mover: Mover, state: RequestState) =>
    requestAbilities(requestIn(state), movers[mover], NOW);

  it('is told with the reasons', () => {
    const state: RequestState = { status: 'pending', approvals: [] };
    expect(abilities('requester who is an approver', state)).toEqual({
      approve: {
        allowed: false,
        reason: 'You may not decide about your own request.',
      },
      reject: {
        allowed: false,
        reason: 'You may not decide about your own request.',
      },
      withdraw: { allowed: true },
      retry: { allowed: false, reason: 'It is not approved yet.' },
      revoke: { allowed: false, reason: 'It is not approved yet.' },
      review: {
        allowed: false,
        reason: 'You may not decide about your own request.',
      },
      'break-glass': {
        allowed: false,
        reason: 'Nobody may do without an approval in this account.',
      },
      confirm: {
        allowed: false,
        reason: 'You may not decide about your own request.',
      },
    });
    expect(abilities('approver', state)).toMatchObject({
      approve: { allowed: true },
      reject: { allowed: true },
      withdraw: {
        allowed: false,
        reason:
          'Only user:default/ada, who filed the request, may withdraw it.',
      },
    });
    expect(abilities('stranger', state).approve).toEqual({
      allowed: false,
      reason:
        'You are not an approver of this request. Approvers are: group:default/security.',
    });
  });
});
