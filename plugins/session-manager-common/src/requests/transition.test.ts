import {
  brokenGlass,
  bucketPolicy,
  byPeople,
  byRule,
  events,
  HASH,
  keyPolicy,
  actors,
  NOW,
  requestIn,
  role,
  SOON,
  specWith,
} from './__testUtils__/requests';
import { RoleSpec } from '../roleSpec/roleSpec';
import { CurrentRules, TransitionRequest } from './TransitionRequest';
import { RequestEvent, Actor } from './RequestEvent';
import { TRANSITIONS as TABLE } from './transitions';
import { requestParts } from './requestParts';
import { RequestState, RequestStatus } from './RequestState';
import { requestAbilities, transition } from './transition';
import { WHO_MAY } from './whoMay';

type ActorName = keyof typeof actors;
type EventType = RequestEvent['type'];

const all = Object.keys(actors) as ActorName[];
const approvers: ActorName[] = ['approver', 'another approver'];

/**
 * The actors that are permitted each event. All others are forbidden in every
 * state.
 */
const MAY: Record<EventType, ActorName[]> = {
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
  /** The next state of each event. Missing events are in conflict. */
  nextStates: { [T in EventType]?: RequestStatus };
  /** The next states for the portal only. */
  forPortal?: { [T in EventType]?: RequestStatus };
  /** The same after requests and approvals have expired. */
  late: { [T in EventType]?: RequestStatus };
}

/** The events that end an approval which is not in use. */
const ends = { revoke: 'revoked', supersede: 'superseded' } as const;

/** The same after the approval has expired. */
const endsLate = { ...ends, expire: 'expired' } as const;

/** A time after requests and approvals have expired. */
const LATE = SOON;

const CASES: Record<string, Case> = {
  'pending, without approvals': {
    state: { status: 'pending', approvals: [] },
    nextStates: {
      approve: 'pending',
      'auto-approve': 'approved',
      'break-glass': 'approved',
      reject: 'rejected',
      withdraw: 'withdrawn',
    },
    late: { expire: 'expired' },
  },
  'pending, with one of two approvals': {
    state: { status: 'pending', approvals: [{ by: 'user:default/omar' }] },
    nextStates: {
      approve: 'approved',
      'break-glass': 'approved',
      reject: 'rejected',
      withdraw: 'withdrawn',
    },
    late: { expire: 'expired' },
  },
  'approved by people': {
    state: { status: 'approved', approval: byPeople },
    nextStates: { start: 'approved', claim: 'provisioning', ...ends },
    forPortal: { fail: 'failed' },
    late: endsLate,
  },
  'approved by a rule, and started': {
    state: { status: 'approved', approval: byRule, taskId: '1' },
    nextStates: {
      start: 'approved',
      claim: 'provisioning',
      reopen: 'pending',
      ...ends,
    },
    forPortal: { fail: 'failed' },
    late: { ...endsLate, reopen: 'pending' },
  },
  'approved, and another task is started': {
    state: { status: 'approved', approval: byPeople, taskId: '2' },
    nextStates: { start: 'approved', ...ends },
    late: endsLate,
  },
  provisioning: {
    state: {
      status: 'provisioning',
      approval: byPeople,
      taskId: '1',
      remaining,
    },
    nextStates: {
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
    nextStates: {},
    late: {},
  },
  'provisioning, retried and not yet claimed by a task': {
    state: { status: 'provisioning', approval: byPeople, remaining },
    nextStates: {
      ...ends,
      start: 'provisioning',
      claim: 'provisioning',
      done: 'provisioned',
      fail: 'failed',
    },
    late: { ...endsLate, done: 'provisioned', fail: 'failed' },
  },
  'provisioning, only the owner’s part is open': {
    state: {
      status: 'provisioning',
      approval: byPeople,
      taskId: '1',
      remaining: ownersPart,
    },
    nextStates: {
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
    nextStates: {
      ...ends,
      retry: 'provisioning',
      claim: 'provisioning',
      done: 'provisioned',
    },
    late: { ...endsLate, done: 'provisioned' },
  },
  'failed by another task, approved by a rule, the role is created': {
    state: {
      status: 'failed',
      approval: byRule,
      taskId: '2',
      error: 'e',
      remaining: ownersPart,
    },
    nextStates: {
      ...ends,
      retry: 'provisioning',
      reopen: 'pending',
      confirm: 'provisioned',
    },
    late: { ...ends, reopen: 'pending', confirm: 'provisioned' },
  },
  provisioned: {
    state: { status: 'provisioned', approval: byPeople, taskId: '1' },
    nextStates: { claim: 'provisioned', done: 'provisioned' },
    late: { claim: 'provisioned', done: 'provisioned' },
  },
  'provisioned by another task': {
    state: { status: 'provisioned', approval: byPeople, taskId: '2' },
    nextStates: {},
    late: {},
  },
  rejected: {
    state: { status: 'rejected', by: 'user:default/grace', comment: 'no' },
    nextStates: {},
    late: {},
  },
  withdrawn: { state: { status: 'withdrawn' }, nextStates: {}, late: {} },
  expired: { state: { status: 'expired' }, nextStates: {}, late: {} },
  'executed without approval': {
    state: { status: 'provisioned', approval: brokenGlass, taskId: '1' },
    nextStates: {
      claim: 'provisioned',
      done: 'provisioned',
      review: 'provisioned',
    },
    late: { claim: 'provisioned', done: 'provisioned', review: 'provisioned' },
  },
  'approved without an approval': {
    state: { status: 'approved', approval: brokenGlass, taskId: '1' },
    nextStates: { start: 'approved', claim: 'provisioning', ...ends },
    forPortal: { fail: 'failed' },
    late: endsLate,
  },
  'revoked after an execution without approval, and reviewed': {
    state: {
      status: 'revoked',
      by: 'user:default/ada',
      comment: 'over',
      approval: {
        ...brokenGlass,
        review: { by: 'user:default/grace', comment: 'ok', at: NOW },
      },
    },
    nextStates: {},
    late: {},
  },
  'superseded after an execution without approval': {
    state: {
      status: 'superseded',
      successorId: 'newer',
      approval: brokenGlass,
    },
    nextStates: { review: 'superseded' },
    late: { review: 'superseded' },
  },
  'revoked after an execution without approval': {
    state: {
      status: 'revoked',
      by: 'user:default/ada',
      comment: 'over',
      approval: brokenGlass,
    },
    nextStates: { review: 'revoked' },
    late: { review: 'revoked' },
  },
  'expired after an execution without approval': {
    state: { status: 'expired', approval: brokenGlass },
    nextStates: { review: 'expired' },
    late: { review: 'expired' },
  },
  'executed without approval, only the owner’s part is open': {
    state: {
      status: 'provisioning',
      approval: brokenGlass,
      taskId: '2',
      remaining: ownersPart,
    },
    nextStates: { ...ends, confirm: 'provisioned', review: 'provisioning' },
    late: { ...ends, confirm: 'provisioned', review: 'provisioning' },
  },
  'failed after the role was created without approval': {
    state: {
      status: 'failed',
      approval: brokenGlass,
      taskId: '2',
      error: 'e',
      remaining: ownersPart,
    },
    nextStates: {
      ...ends,
      retry: 'provisioning',
      confirm: 'provisioned',
      review: 'failed',
    },
    late: { ...ends, confirm: 'provisioned', review: 'failed' },
  },
  'failed without approval before the role was created': {
    state: {
      status: 'failed',
      approval: brokenGlass,
      taskId: '2',
      error: 'e',
      remaining,
    },
    nextStates: { ...ends, retry: 'provisioning' },
    late: endsLate,
  },
  'approved, though no approval was needed': {
    state: {
      status: 'approved',
      approval: { kind: 'not-needed', at: NOW, usableUntil: SOON },
    },
    nextStates: {},
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
    nextStates: { done: 'provisioned', fail: 'failed' },
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
    nextStates: { done: 'provisioned' },
    late: { done: 'provisioned' },
  },
  'expired after approval': {
    state: { status: 'expired', approval: byPeople },
    nextStates: {},
    late: {},
  },
  revoked: {
    state: {
      status: 'revoked',
      by: 'user:default/ada',
      comment: 'no longer needed',
      approval: byPeople,
    },
    nextStates: {},
    late: {},
  },
  superseded: {
    state: { status: 'superseded', successorId: 'newer', approval: byRule },
    nextStates: {},
    late: {},
  },
};

const move = (
  request: TransitionRequest,
  event: RequestEvent,
  actor: ActorName,
  at = NOW,
) => transition(request, { event, by: actors[actor], at });

/** The next status, or the kind of error with its sentence. */
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
    targets: { [T in EventType]?: RequestStatus },
  ) => {
    const nextStates = (by: ActorName) =>
      (by === 'portal' ? expected.forPortal?.[type] : undefined) ??
      targets[type] ??
      'conflict';
    return Object.fromEntries(
      all.map(by => [
        by,
        MAY[type].includes(by) ? nextStates(by) : 'forbidden',
      ]),
    );
  };

  it.each(Object.entries(events))('on %s, by each actor', (name, event) => {
    const type = name as EventType;
    const outcomes = (at: string) =>
      Object.fromEntries(all.map(by => [by, outcome(request, event, by, at)]));

    expect(outcomes(NOW)).toEqual(everybody(type, expected.nextStates));
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

  it('contains exactly the events that can be sent, each with a case', () => {
    const types = Object.keys(WHO_MAY).sort();
    expect(Object.keys(events).sort()).toEqual(types);
    expect(Object.keys(MAY).sort()).toEqual(types);
    expect(types).toEqual(
      expect.arrayContaining(TRANSITIONS.map(([, type]) => type)),
    );
  });

  // Before execution, a review is rejected with a reason.
  const EXPECTED_TRANSITIONS = TRANSITIONS.filter(
    ([status, type]) => status !== 'approved' || type !== 'review',
  );

  it.each(EXPECTED_TRANSITIONS)(
    'from %s on %s leads to another state in a case',
    (...of) => {
      const [status, type] = of;
      const targets = casesOf(status).flatMap(
        ({ nextStates, forPortal, late }) =>
          nextStates[type] ?? forPortal?.[type] ?? late[type] ?? [],
      );
      expect(targets).not.toEqual([]);
    },
  );

  it.each(TRANSITIONS)('from %s on %s is rejected in a case', (...of) => {
    const [status, type] = of;
    const targets = casesOf(status).flatMap(
      ({ nextStates, forPortal, late }) => [
        nextStates[type] ?? forPortal?.[type],
        late[type] ?? forPortal?.[type],
      ],
    );
    expect(targets).toContain(undefined);
  });
});

describe('an actor without permission', () => {
  const pending = requestIn({ status: 'pending', approvals: [] });

  it.each<[EventType, ActorName, string]>([
    ['approve', 'scaffolder', 'Only people can decide on a request.'],
    ['approve', 'portal', 'Only people can decide on a request.'],
    [
      'break-glass',
      'another service',
      'Only people can create a role without an approval.',
    ],
    [
      'break-glass',
      'portal',
      'Only people can create a role without an approval.',
    ],
    [
      'claim',
      'user with the scaffolder’s name',
      'Only the scaffolder can do this.',
    ],
    ['done', 'another service', 'Only the scaffolder can do this.'],
    ['start', 'scaffolder', 'Only the portal itself can do this.'],
    [
      'revoke',
      'stranger',
      'Only the requester and the approvers may revoke its approval.',
    ],
  ])('%s is told the reason: the %s', (type, by, reason) => {
    expect(move(pending, events[type], by)).toEqual({
      refused: 'forbidden',
      reason,
    });
  });
});

describe('an approval', () => {
  const pending = requestIn({ status: 'pending', approvals: [] });
  const yes = events.approve;

  it('requires two different people if two are required', () => {
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

  it('cannot be given by the requester, also not as one of two', () => {
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

  it('applies to the request that was seen', () => {
    expect(
      move(pending, { type: 'approve', specHash: 'b'.repeat(64) }, 'approver'),
    ).toEqual({
      refused: 'conflict',
      reason: expect.stringContaining('Reload it'),
    });
  });

  it('has no comment if none was given', () => {
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
    'to %s requires a comment',
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

  it('trims the comment', () => {
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

  it('of a rule contains the rule and the period of the approval', () => {
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

  it('is rejected after the request has expired, even if nobody has seen it', () => {
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

describe('execution', () => {
  const provisioning = requestIn({
    status: 'provisioning',
    approval: byPeople,
    taskId: '1',
    remaining,
  });

  it('starts with all parts', () => {
    expect(
      move(
        requestIn({ status: 'approved', approval: byPeople }),
        events.claim,
        'scaffolder',
      ),
    ).toEqual({ state: provisioning.state, changed: true });
  });

  it.each<[string, RequestState, EventType, ActorName, boolean]>([
    [
      'approved',
      { status: 'approved', approval: byPeople },
      'start',
      'portal',
      true,
    ],
    [
      'approved, and another task is started',
      { status: 'approved', approval: byPeople, taskId: '2' },
      'start',
      'portal',
      true,
    ],
    [
      'approved, and this task is started',
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
    'is restricted to the task of the event: %s, %j on %s',
    (_, state, type, by, changed) => {
      expect(move(requestIn(state), events[type], by)).toEqual({
        changed,
        state: { ...state, taskId: '1' },
      });
    },
  );

  it('does not change if the same task claims again', () => {
    expect(move(provisioning, events.claim, 'scaffolder')).toEqual({
      state: provisioning.state,
      changed: false,
    });
  });

  it('is not complete while a part is open', () => {
    const withRole = move(
      provisioning,
      { type: 'done', taskId: '1', parts: ['role'] },
      'scaffolder',
    );
    expect(withRole).toMatchObject({
      state: { status: 'provisioning', remaining: [bucketPolicy, keyPolicy] },
    });
    const after = { ...provisioning, ...withRole };
    expect(
      move(after, { type: 'done', parts: ['key-policy'] }, 'portal'),
    ).toMatchObject({
      state: { status: 'provisioning', remaining: [bucketPolicy] },
    });
    expect(
      move(
        { ...provisioning, ...withRole },
        { type: 'done', taskId: '1', parts: ['role'] },
        'scaffolder',
      ),
    ).toMatchObject({ changed: false });
  });

  it('cannot be confirmed by people before the role is created', () => {
    expect(move(provisioning, events.confirm, 'approver')).toEqual({
      refused: 'conflict',
      reason: expect.stringContaining('not been created yet'),
    });
  });

  it('can be failed by its task or the portal, not by a task without a claim', () => {
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
      reason: expect.stringContaining('Task 1 is already using it'),
    });
  });

  it('returns to the approvers if the rule that approved it has changed', () => {
    expect(
      move(
        requestIn({ status: 'approved', approval: byRule }),
        events.reopen,
        'portal',
      ),
    ).toEqual({ state: { status: 'pending', approvals: [] }, changed: true });
  });
});

describe('a given approval', () => {
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
  const roleCreated = { ...failed, remaining: ownersPart } as const;

  it('can be used for 7 days, or as long as the account’s current configuration says', () => {
    const pending = requestIn(
      { status: 'pending', approvals: [] },
      { rules: { approvers: [], required: 1, autoApprove: [] } },
    );
    const period = (today?: CurrentRules) => {
      const by = actors.approver;
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
    'cannot be used after it has expired: %s, %s on %s by the %s',
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
    'cannot be used if a later request is approved: %s, %s on %s by the %s',
    (_, state, type, by) => {
      expect(
        transition(requestIn(state), {
          event: events[type],
          by: actors[by],
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
    'expires, and the state contains it: $status',
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

  it('does not expire during a task or after the role is created', () => {
    expect(
      move(requestIn(running), events.expire, 'portal', SOON),
    ).toMatchObject({ reason: expect.stringContaining('Task 1') });
    expect(
      move(requestIn(roleCreated), events.expire, 'portal', SOON),
    ).toMatchObject({ reason: expect.stringContaining('role was created') });
    expect(
      move(
        requestIn(roleCreated),
        { type: 'done', parts: ['bucket-policy'] },
        'portal',
        SOON,
      ),
    ).toMatchObject({ state: { status: 'provisioned' } });
  });

  it.each(['revoke', 'supersede'] as const)(
    'cannot be revoked during a task: %s',
    type => {
      const by = type === 'revoke' ? 'approver' : 'portal';
      expect(move(requestIn(running), events[type], by)).toEqual({
        refused: 'conflict',
        reason: 'Task 1 is carrying it out. Cancel the task first.',
      });
    },
  );

  it('records who revoked it and why, or which request replaced it', () => {
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

  it.each<[EventType, ActorName, RequestState]>([
    ['start', 'portal', running],
    ['claim', 'scaffolder', { ...running, taskId: '1' }],
    ['claim', 'scaffolder', { ...failed, taskId: '1' }],
    ['retry', 'requester', failed],
    ['revoke', 'requester', running],
    ['supersede', 'portal', running],
    ['expire', 'portal', failed],
  ])('has no approval to use or end: %s by the %s', (type, by, state) => {
    expect(move(requestIn(state), events[type], by)).toEqual({
      refused: 'conflict',
      reason: 'It needed no approval. Run the template again.',
    });
  });
});

describe('execution without approval', () => {
  const member = 'member of the on-call group';
  const pending = requestIn({ status: 'pending', approvals: [] });

  it('requires the reason and the name of the role', () => {
    const ask = (said: object) =>
      move(
        pending,
        { ...events['break-glass'], ...said } as RequestEvent,
        member,
      );
    for (const confirmRoleName of [undefined, '', 'Web', 'web ']) {
      expect(ask({ confirmRoleName })).toEqual({
        refused: 'invalid',
        reason: expect.stringContaining('Enter the role name again'),
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
          // One day, however long approvals can be used.
          usableUntil: '2026-11-26T12:00:00.000Z',
        },
      },
    });
  });

  it('names the permitted groups', () => {
    const rules = { ...pending.rules, breakGlass: ['group:default/on-call'] };
    expect(
      move({ ...pending, rules }, events['break-glass'], 'approver'),
    ).toEqual({
      refused: 'forbidden',
      reason:
        'Only members of group:default/on-call can create a role without an approval.',
    });
  });

  it('is reviewed once, by an approver who neither requested nor executed it', () => {
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

  it('is reviewed after the execution has ended', () => {
    const approved = requestIn({ status: 'approved', approval: brokenGlass });
    expect(move(approved, events.review, 'approver')).toEqual({
      refused: 'conflict',
      reason: 'It is not carried out yet: wait for it, or revoke it first.',
    });
  });
});

describe('rules that changed after the request was created', () => {
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
  const approve = (
    request: TransitionRequest,
    changes: Partial<CurrentRules>,
  ) =>
    transition(request, {
      event: yes,
      by: actors['another approver'],
      at: NOW,
      today: { ...today, ...changes },
    });

  it('require the greater number of approvals', () => {
    expect(approve(one, {})).toMatchObject({ state: { status: 'approved' } });
    expect(approve(one, { required: 3 })).toMatchObject({
      state: { status: 'pending', approvals: { length: 2 } },
    });
    const none = requestIn({ status: 'pending', approvals: [] });
    expect(approve(none, {})).toMatchObject({ state: { status: 'pending' } });
  });

  it('do not count people who are no longer approvers', () => {
    expect(approve(one, { approvers: [] })).toMatchObject({
      state: { status: 'pending', approvals: { length: 2 } },
    });
  });

  it('reject a former approver, with the reason', () => {
    const by: Actor = {
      kind: 'user',
      ref: 'user:default/noor',
      isApprover: false,
      isFormerApprover: true,
    };
    expect(transition(one, { event: yes, by, at: NOW })).toEqual({
      refused: 'forbidden',
      reason:
        'You were an approver when the request was filed, but you no longer are.',
    });
  });
});

describe('the part of another account’s owner', () => {
  const parts = (s3: RoleSpec['s3']) =>
    requestParts(specWith({ s3 })).map(({ kind }) => kind);

  it('is the bucket, and the key if it belongs to another account too', () => {
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
    // The policy of a key in the role's own account is not the owner's part.
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
  ] as const)('is confirmed in one step: %j', left => {
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

describe('requestAbilities', () => {
  const abilities = (actor: ActorName, state: RequestState) =>
    requestAbilities(requestIn(state), actors[actor], NOW);

  it('includes the reasons', () => {
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
        reason:
          'This account does not allow creating a role without an approval.',
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
