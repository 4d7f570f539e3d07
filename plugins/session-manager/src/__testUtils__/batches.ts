import {
  Batch,
  BatchItem,
  PlannedRole,
} from 'backstage-plugin-session-manager-common';

const roleOf = (roleName: string) => ({
  roleArn: `arn:aws:iam::444455556666:role/${roleName}`,
  roleName,
  accountId: '444455556666',
  accountName: 'production',
  entityRef: 'component:default/payments',
  owner: 'group:default/payments-team',
});

/** A role of a plan. */
export function plannedRole(
  roleName: string,
  more: Partial<PlannedRole> = {},
): PlannedRole {
  return { ...roleOf(roleName), ...more };
}

/** A role of a batch. */
export function batchItem(
  roleName: string,
  more: Partial<BatchItem> = {},
): BatchItem {
  return { ...roleOf(roleName), status: 'done', ...more };
}

/** A batch with one group. */
export function batchWith(
  items: BatchItem[],
  more: Partial<Batch> = {},
): Batch {
  const counts: Batch['counts'] = {};
  for (const { status } of items) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return {
    id: 'batch-1',
    action: 'repair',
    createdAt: new Date(Date.now() - 60_000).toISOString(),
    counts,
    groups: [{ owner: 'group:default/payments-team', counts, items }],
    ...more,
  };
}
