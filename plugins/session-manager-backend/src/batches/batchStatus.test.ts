import { RoleRequest } from 'backstage-plugin-session-manager-common';
import { batchOf } from './batchStatus';
import { StoredItem } from './database/batchRows';

const NOW = new Date('2026-12-01T08:00:00Z');
const ROLE = 'arn:aws:iam::111122223333:role/web';

function shown(
  item: Partial<StoredItem>,
  { secondsAgo = 1, state }: { secondsAgo?: number; state?: object } = {},
) {
  const { groups } = batchOf(
    {
      id: '1',
      action: 'repair',
      creator: 'user:default/ada',
      createdAt: NOW.toISOString(),
      activeAt: new Date(NOW.getTime() - secondsAgo * 1_000).toISOString(),
    },
    [{ roleArn: ROLE, ...item }],
    new Map(state ? [['r', { state } as unknown as RoleRequest]] : []),
    { accounts: { configured: undefined }, now: NOW },
  );
  return groups[0].items[0];
}

describe('a role of a batch', () => {
  it.each([
    ['waiting', {}, {}],
    ['running', { taskId: 't' }, { secondsAgo: 9_000 }],
    ['done', { taskId: 't', ended: 'done' }, {}],
    ['left-out', { omission: 'no-service' }, {}],
    ['in-approval', { requestId: 'r' }, { state: { status: 'pending' } }],
    ['running', { requestId: 'r' }, { state: { status: 'approved' } }],
    ['done', { requestId: 'r' }, { state: { status: 'provisioned' } }],
    ['failed', { requestId: 'r' }, { state: { status: 'withdrawn' } }],
  ] as const)('is %s: %j', (status, item, more) => {
    expect(shown(item, more)).toMatchObject({ status });
  });

  it('has failed if a replica stopped before it started it', () => {
    expect(shown({}, { secondsAgo: 121 })).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('interrupted'),
    });
  });

  it('says why its request was rejected', () => {
    expect(
      shown(
        { requestId: 'r' },
        { state: { status: 'rejected', comment: 'too wide' } },
      ),
    ).toMatchObject({
      status: 'failed',
      requestStatus: 'rejected',
      error: 'too wide',
    });
  });
});

describe('a batch', () => {
  it('has its roles by owner, with their numbers', () => {
    const { counts, groups } = batchOf(
      {
        id: '1',
        action: 'repair',
        creator: 'user:default/ada',
        createdAt: NOW.toISOString(),
        activeAt: NOW.toISOString(),
      },
      [
        { roleArn: `${ROLE}-1`, owner: 'group:default/a', taskId: '1' },
        {
          roleArn: `${ROLE}-2`,
          owner: 'group:default/b',
          taskId: '2',
          ended: 'done',
        },
        { roleArn: `${ROLE}-3`, owner: 'group:default/b', taskId: '3' },
      ],
      new Map(),
      { accounts: { configured: undefined }, now: NOW },
    );

    expect(counts).toEqual({ running: 2, done: 1 });
    expect(groups.map(({ items, ...group }) => group)).toEqual([
      { owner: 'group:default/a', counts: { running: 1 } },
      { owner: 'group:default/b', counts: { running: 1, done: 1 } },
    ]);
  });
});
