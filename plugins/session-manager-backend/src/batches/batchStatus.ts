import {
  Batch,
  BatchCounts,
  BatchGroup,
  BatchItem,
  BatchStatus,
  RequestState,
  RequestStatus,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { ConfiguredAccounts } from '../accounts/configuredAccounts';
import { StoredBatch, StoredItem } from './database/batchRows';
import { identityOf } from './planBatch';

// A role is started within seconds, even if AWS is slow.
const INTERRUPTED_AFTER_MS = 120_000;

/** Whether a replica that starts the roles of a batch may still be doing so. */
export function isActive(
  { activeAt }: Pick<StoredBatch, 'activeAt'>,
  now: Date,
): boolean {
  return now.getTime() - Date.parse(activeAt) < INTERRUPTED_AFTER_MS;
}

/** A batch as its page shows it. */
export function batchOf(
  batch: StoredBatch,
  items: readonly StoredItem[],
  requests: ReadonlyMap<string, RoleRequest>,
  { accounts, now }: { accounts: ConfiguredAccounts; now: Date },
): Batch {
  const shown = items.map((item): BatchItem => {
    const request = requests.get(item.requestId ?? '');
    const { ended, ...started } = item;
    return {
      ...identityOf(item.roleArn, accounts),
      ...started,
      ...(request && { requestStatus: request.state.status }),
      ...progressOf(item, request?.state, isActive(batch, now)),
    };
  });
  const { creator: _, activeAt: __, ...rest } = batch;
  return {
    ...rest,
    counts: countsOf(shown),
    groups: [...Map.groupBy(shown, ({ owner }) => owner)].map(
      ([owner, group]): BatchGroup => ({
        ...(owner && { owner }),
        counts: countsOf(group),
        items: group,
      }),
    ),
  };
}

const OF_REQUEST: Record<RequestStatus, BatchStatus> = {
  pending: 'in-approval',
  approved: 'running',
  provisioning: 'running',
  provisioned: 'done',
  rejected: 'failed',
  withdrawn: 'failed',
  expired: 'failed',
  revoked: 'failed',
  superseded: 'failed',
  failed: 'failed',
};

function progressOf(
  { omission, ended, taskId, requestId }: StoredItem,
  state: RequestState | undefined,
  active: boolean,
): Pick<BatchItem, 'status' | 'error'> {
  if (omission) {
    return { status: 'left-out' };
  }
  if (ended) {
    return { status: ended };
  }
  if (requestId) {
    return state
      ? { status: OF_REQUEST[state.status], ...reasonOf(state) }
      : { status: 'failed', error: 'The request no longer exists.' };
  }
  if (taskId) {
    return { status: 'running' };
  }
  return active
    ? { status: 'waiting' }
    : {
        status: 'failed',
        error:
          'The portal was interrupted before it started this role. Try again.',
      };
}

function reasonOf(state: RequestState): Pick<BatchItem, 'error'> {
  switch (state.status) {
    case 'rejected':
      return { error: state.comment };
    case 'failed':
      return { error: state.error };
    default:
      return {};
  }
}

function countsOf(items: readonly BatchItem[]): BatchCounts {
  const counts: Partial<Record<BatchStatus, number>> = {};
  for (const { status } of items) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
