import {
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
} from './__testUtils__/requests';
import { MovableRequest } from './MovableRequest';
import { RequestEvent } from './RequestEvent';
import { RequestState, RequestStatus } from './RequestState';
import { requestAbilities, transition } from './transition';

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
  'auto-approve': ['portal'],
  reopen: ['portal'],
  expire: ['portal'],
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
}

const CASES: Record<string, Case> = {
  'pending, nobody approved': {
    state: { status: 'pending', approvals: [] },
    leadsTo: {
      approve: 'pending',
      'auto-approve': 'approved',
      reject: 'rejected',
      withdraw: 'withdrawn',
    },
  },
  'pending, one of two approved': {
    state: { status: 'pending', approvals: [{ by: 'user:default/omar' }] },
    leadsTo: {
      approve: 'approved',
      reject: 'rejected',
      withdraw: 'withdrawn',
    },
  },
  'approved by people': {
    state: { status: 'approved', approval: byPeople },
    leadsTo: { start: 'approved', claim: 'provisioning' },
    forPortal: { fail: 'failed' },
  },
  'approved by a rule, and started': {
    state: { status: 'approved', approval: byRule, taskId: '1' },
    leadsTo: { start: 'approved', claim: 'provisioning', reopen: 'pending' },
    forPortal: { fail: 'failed' },
  },
  'approved, and another task started': {
    state: { status: 'approved', approval: byPeople, taskId: '2' },
    leadsTo: { start: 'approved' },
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
  },
  'provisioning by another task': {
    state: {
      status: 'provisioning',
      approval: byRule,
      taskId: '2',
      remaining,
    },
    leadsTo: {},
  },
  'provisioning, and retried by no task yet': {
    state: { status: 'provisioning', approval: byPeople, remaining },
    leadsTo: {
      start: 'provisioning',
      claim: 'provisioning',
      done: 'provisioned',
      fail: 'failed',
    },
  },
  'provisioning, only the owner’s part left': {
    state: {
      status: 'provisioning',
      approval: byPeople,
      taskId: '1',
      remaining: ownersPart,
    },
    leadsTo: {
      start: 'provisioning',
      claim: 'provisioning',
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
      retry: 'provisioning',
      claim: 'provisioning',
      done: 'provisioned',
    },
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
      retry: 'provisioning',
      reopen: 'pending',
      confirm: 'provisioned',
    },
  },
  provisioned: {
    state: { status: 'provisioned', approval: byPeople, taskId: '1' },
    leadsTo: { claim: 'provisioned', done: 'provisioned' },
  },
  'provisioned by another task': {
    state: { status: 'provisioned', approval: byPeople, taskId: '2' },
    leadsTo: {},
  },
  rejected: {
    state: { status: 'rejected', by: 'user:default/grace', comment: 'no' },
    leadsTo: {},
  },
  withdrawn: { state: { status: 'withdrawn' }, leadsTo: {} },
  expired: { state: { status: 'expired' }, leadsTo: {} },
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

  it.each(Object.entries(events))('on %s, by everybody', (name, event) => {
    const type = name as EventType;
    const leadsTo = (mover: Mover) => {
      if (!MAY[type].includes(mover)) {
        return 'forbidden';
      }
      const forPortal = mover === 'portal' && expected.forPortal?.[type];
      return forPortal || (expected.leadsTo[type] ?? 'conflict');
    };

    expect(
      Object.fromEntries(all.map(by => [by, outcome(request, event, by)])),
    ).toEqual(Object.fromEntries(all.map(by => [by, leadsTo(by)])));
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
    expect(
      move(
        pending,
        { type: 'approve', specHash: HASH, comment: ' ' },
        'approver',
      ),
    ).toMatchObject({ state: { approvals: [{ by: 'user:default/grace' }] } });
  });
});

describe('a decision', () => {
  it.each(['reject', 'confirm'] as const)('to %s needs a comment', type => {
    const pending = requestIn({ status: 'pending', approvals: [] });
    for (const comment of [undefined, '', ' \n']) {
      expect(
        move(pending, { type, specHash: HASH, comment }, 'approver'),
      ).toEqual({
        refused: 'invalid',
        reason: expect.stringContaining('comment'),
      });
    }
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
