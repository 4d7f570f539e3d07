import {
  RequestEvent,
  Actor,
  RequestOutcome,
  RequestStatus,
  transition,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { useDatabases } from '../../../__testUtils__/databases';
import { newRequest } from '../../__testUtils__/newRequest';
import { requireRequest } from '../../RequestTransitions';
import { StoredRequest } from '../StoredRequest';
import {
  dueRequests,
  expired,
  started,
  unannounced,
  unstarted,
} from './dueRequests';
import { findPendingRequest } from './findPendingRequest';
import { insertOutcome } from './insertOutcome';
import { insertRequest, NewRequest } from './insertRequest';
import { updateRequest } from './updateRequest';
import { readHistory } from './readHistory';
import { readRequest } from './readRequests';
import { noteAnnounced, noteStartError, reserveStart } from './bookkeeping';

jest.setTimeout(120_000);

const AT = '2026-11-25T13:00:00.000Z';
const LATER = new Date('2026-11-25T14:00:00.000Z');
const LONG_AFTER = new Date('2027-11-25T14:00:00.000Z');
const THEIR_BUCKET = {
  roleName: 'web',
  s3: { bucket: 'their-logs', bucketOwner: '777788889999' },
};

const grace: Actor = {
  kind: 'user',
  ref: 'user:default/grace',
  isApprover: true,
};
const noor: Actor = { ...grace, ref: 'user:default/noor' };
const ada: Actor = {
  kind: 'user',
  ref: 'user:default/ada',
  isApprover: false,
};
const portal: Actor = { kind: 'portal' };
const scaffolder: Actor = { kind: 'service', ref: 'plugin:scaffolder' };

describe('requests in the database', () => {
  const databases = useDatabases();

  describe.each(databases.ids)('%s', id => {
    let knex: Knex;
    beforeEach(async () => {
      knex = await databases.migrated(id);
    });
    afterEach(() => knex.destroy());

    const file = (request: NewRequest) =>
      knex.transaction(tx => insertRequest(tx, request));

    const read = async (requestId: string): Promise<StoredRequest> => {
      const found = await readRequest(knex, requestId);
      expect(found).toBeDefined();
      return found as StoredRequest;
    };

    /** Applies the state machine to a request; returns the stored request. */
    const move = async (requestId: string, event: RequestEvent, by: Actor) => {
      const before = await read(requestId);
      const next = transition(before.request, { event, by, at: AT });
      if ('refused' in next) {
        throw new Error(next.reason);
      }
      const written = await knex.transaction(tx =>
        updateRequest(tx, before, next.state, { event, by, at: AT }),
      );
      expect(written).toBe(true);
      const after = await read(requestId);
      expect(after.request.state).toEqual(next.state);
      expect(after.version).toBe(before.version + 1);
      return after;
    };

    const due = async (which: typeof expired, now: Date) => {
      const ids: string[] = [];
      for await (const batch of dueRequests(knex, which, now)) {
        ids.push(...batch.map(({ request }) => request.id));
      }
      return ids;
    };

    it('are read as they were filed', async () => {
      const filed = newRequest({
        spec: { ...THEIR_BUCKET, entityRef: 'component:default/payments' },
        rules: {
          approvers: ['group:default/security', 'user:default/grace'],
          required: 2,
          autoApprove: [
            { name: 'r', version: '1', policyStyle: 'least-privilege' },
          ],
        },
      });

      expect(await file(filed)).toBe(true);

      const { requesterKind, ...request } = filed;
      expect((await read(filed.id)).request).toEqual(
        JSON.parse(JSON.stringify(request)),
      );
      expect(await readHistory(knex, filed.id)).toEqual([
        {
          id: expect.any(String),
          at: filed.createdAt,
          event: 'file',
          actor: { kind: requesterKind, ref: 'user:default/ada' },
          to: 'pending',
          comment: 'on call',
          specHash: filed.specHash,
        },
      ]);
    });

    it('are not filed twice while one is pending', async () => {
      const first = newRequest();
      await file(first);

      expect(await file(newRequest({ spec: { roleName: 'WEB' } }))).toBe(false);
      expect(
        (
          await findPendingRequest(knex, {
            accountId: '444455556666',
            roleName: 'wEb',
          })
        )?.request.id,
      ).toBe(first.id);
      await move(first.id, { type: 'withdraw', specHash: first.specHash }, ada);
      expect(await file(newRequest())).toBe(true);
    });

    it('have one outcome each, with a row of history', async () => {
      const filed = newRequest({ spec: { roleName: 'checked' } });
      await file(filed);
      const outcome: RequestOutcome = {
        checkedAt: '2026-11-25T12:00:00.000Z',
        state: 'logs-lost',
        sentences: [],
        text: 'Sessions start.',
        region: 'us-east-1',
        problems: ['s3-put-denied'],
      };
      const keep = async (found: RequestOutcome) =>
        knex.transaction(async tx =>
          insertOutcome(tx, await requireRequest(tx, filed.id), found),
        );

      expect(await keep(outcome)).toBe(true);
      expect(await keep({ ...outcome, state: 'ready', problems: [] })).toBe(
        false,
      );

      expect((await read(filed.id)).request.outcome).toEqual(outcome);
      const history = await readHistory(knex, filed.id);
      expect(
        history.map(({ event, outcome: found }) => [event, found]),
      ).toEqual([
        ['file', undefined],
        ['check', outcome],
      ]);
      for (const change of [
        () => knex('role_request_outcomes').update({ state: 'ready' }),
        () => knex('role_request_outcomes').delete(),
      ]) {
        await expect(change()).rejects.toThrow('only added to');
      }
    });

    it('go through every state, with a row of history for each transition', async () => {
      const filed = newRequest({
        spec: THEIR_BUCKET,
        rules: {
          approvers: ['group:default/security'],
          required: 2,
          autoApprove: [],
        },
      });
      await file(filed);
      const { specHash } = filed;

      const steps: Array<[RequestEvent, Actor]> = [
        [{ type: 'approve', specHash, comment: 'fine' }, grace],
        [{ type: 'approve', specHash }, noor],
        [{ type: 'start', taskId: '1' }, portal],
        [{ type: 'claim', taskId: '1' }, scaffolder],
        [{ type: 'fail', taskId: '1', error: 'AccessDenied' }, scaffolder],
        [{ type: 'retry', specHash }, ada],
        [{ type: 'start', taskId: '2' }, portal],
        [{ type: 'claim', taskId: '2' }, scaffolder],
        [{ type: 'done', taskId: '2', parts: ['role'] }, scaffolder],
        [{ type: 'confirm', specHash, comment: 'done by hand' }, noor],
      ];
      for (const [event, by] of steps) {
        // A claim by the task that was started for it changes nothing here.
        if (event.type !== 'claim' || event.taskId === '1') {
          await move(filed.id, event, by);
        }
      }

      const history = await readHistory(knex, filed.id);
      expect(
        history.map(
          ({ event, actor, from, to, comment, taskId, error, parts }) =>
            [
              event,
              actor.kind,
              from,
              to,
              comment ?? taskId,
              error ?? parts,
            ].filter(Boolean),
        ),
      ).toEqual([
        ['file', 'user', 'pending', 'on call'],
        ['approve', 'user', 'pending', 'pending', 'fine'],
        ['approve', 'user', 'pending', 'approved'],
        ['start', 'portal', 'approved', 'approved', '1'],
        ['claim', 'service', 'approved', 'provisioning', '1'],
        ['fail', 'service', 'provisioning', 'failed', '1', 'AccessDenied'],
        ['retry', 'user', 'failed', 'provisioning'],
        ['start', 'portal', 'provisioning', 'provisioning', '2'],
        ['done', 'service', 'provisioning', 'provisioning', '2', ['role']],
        [
          'confirm',
          'user',
          'provisioning',
          'provisioned',
          'done by hand',
          ['bucket-policy'],
        ],
      ]);
      expect(history.every(row => row.specHash === specHash)).toBe(true);
    });

    it.each<[RequestStatus, string, RequestEvent, Actor]>([
      [
        'rejected',
        'by an approver',
        { type: 'reject', specHash: '', comment: 'no' },
        grace,
      ],
      [
        'withdrawn',
        'by its requester',
        { type: 'withdraw', specHash: '' },
        ada,
      ],
      [
        'approved',
        'by a rule',
        { type: 'auto-approve', rule: { name: 'own', version: '3' } },
        portal,
      ],
    ])('are stored as %s %s', async (status, _, event, by) => {
      const filed = newRequest();
      await file(filed);

      const { request } = await move(
        filed.id,
        'specHash' in event ? { ...event, specHash: filed.specHash } : event,
        by,
      );

      expect(request.state.status).toBe(status);
    });

    it('are stored when they end after approval', async () => {
      const specHash = (request: NewRequest) => request.specHash;
      const ends: Array<
        [string, (request: NewRequest) => [RequestEvent, Actor]]
      > = [
        [
          'revoked',
          each => [
            { type: 'revoke', specHash: specHash(each), comment: 'no' },
            ada,
          ],
        ],
        [
          'superseded',
          () => [{ type: 'supersede', successorId: 'newer' }, portal],
        ],
      ];
      for (const [status, end] of ends) {
        const filed = newRequest({ spec: { roleName: status } });
        await file(filed);
        await move(
          filed.id,
          { type: 'approve', specHash: filed.specHash },
          grace,
        );
        const { request } = await move(filed.id, ...end(filed));
        expect(request.state).toMatchObject({
          status,
          approval: { kind: 'people', at: AT },
        });
        expect((await readHistory(knex, filed.id)).at(-1)).toMatchObject({
          to: status,
          ...(status === 'superseded' && { successorId: 'newer' }),
        });
      }
    });

    it('are not changed from an outdated version', async () => {
      const filed = newRequest();
      await file(filed);
      const old = await read(filed.id);
      const event = { type: 'withdraw', specHash: filed.specHash } as const;
      await move(filed.id, event, ada);

      const written = await knex.transaction(tx =>
        updateRequest(
          tx,
          old,
          { status: 'expired' },
          { event: { type: 'expire' }, by: portal, at: AT },
        ),
      );

      expect(written).toBe(false);
      expect((await read(filed.id)).request.state.status).toBe('withdrawn');
      expect(await readHistory(knex, filed.id)).toHaveLength(2);
    });

    it('are due when a job is pending', async () => {
      const [pending, approved] = [
        newRequest(),
        newRequest({ spec: { roleName: 'other' } }),
      ];
      await file(pending);
      await file(approved);
      await move(
        approved.id,
        { type: 'approve', specHash: approved.specHash },
        grace,
      );

      expect(await due(expired, LATER)).toEqual([]);
      // Neither decided nor used in time.
      expect(await due(expired, LONG_AFTER)).toEqual(
        [pending.id, approved.id].sort(),
      );
      expect(await due(unannounced, LATER)).toEqual([pending.id]);
      expect(
        await knex.transaction(tx => noteAnnounced(tx, pending.id, LATER)),
      ).toBe(true);
      expect(
        await knex.transaction(tx => noteAnnounced(tx, pending.id, LATER)),
      ).toBe(false);
      expect(await due(unannounced, LATER)).toEqual([]);

      // The replica that approved it is about to start it.
      expect(await due(unstarted, new Date(AT))).toEqual([]);
      expect(await due(unstarted, LATER)).toEqual([approved.id]);
      const times = { now: LATER, until: LONG_AFTER };
      const reserved = await Promise.all(
        [1, 2, 3].map(() =>
          knex.transaction(tx => reserveStart(tx, approved.id, times)),
        ),
      );
      expect(reserved.filter(Boolean)).toHaveLength(1);
      expect(await due(unstarted, LATER)).toEqual([]);
      await noteStartError(knex, approved.id, 'no scaffolder');
      const noted = await read(approved.id);
      expect(noted.request.startError).toBe('no scaffolder');
      expect(noted.startAttempts).toBe(2);

      expect(await due(started, LATER)).toEqual([]);
      const begun = await move(
        approved.id,
        { type: 'start', taskId: '1' },
        portal,
      );
      expect(begun.request.startError).toBeUndefined();
      expect(await due(started, LATER)).toEqual([approved.id]);
      expect(await due(unstarted, LONG_AFTER)).toEqual([]);
    });

    it('are all due, in batches', async () => {
      const filed = Array.from({ length: 250 }, (_, n) =>
        newRequest({ spec: { roleName: `role-${n}` } }),
      );
      await knex.transaction(async tx => {
        for (const request of filed) {
          await insertRequest(tx, request);
        }
      });

      expect(await due(expired, LONG_AFTER)).toEqual(
        filed.map(request => request.id).sort(),
      );
    });
  });
});
