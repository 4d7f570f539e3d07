import { RequestStatus } from 'backstage-plugin-session-manager-common';
import { LimitsConfig } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { LimitExceededError } from '../../../limits/LimitExceededError';
import { NewRequest } from './insertRequest';

/** States in which users or the portal still have to act. */
const OPEN: RequestStatus[] = ['pending', 'approved', 'provisioning'];
const DAY_MS = 86_400_000;

/**
 * Throws a `LimitExceededError` if the request that was just inserted exceeds a
 * limit: of its requester, per day or open at once, or of its service.
 */
export async function enforceLimits(
  tx: Knex.Transaction,
  { requester, createdAt, spec: { entityRef } }: NewRequest,
  limits: LimitsConfig,
): Promise<void> {
  const countOf = async (
    choose: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ) => {
    const [{ count }] = await choose(tx('role_requests')).count({ count: '*' });
    return Number(count);
  };
  const { openRequestsPerRequester, openRequestsPerEntity, requestsPerDay } =
    limits;
  const open = await countOf(query =>
    query.where({ requester }).whereIn('status', OPEN),
  );
  if (open > openRequestsPerRequester) {
    throw new LimitExceededError(
      `You have reached the limit of ${openRequestsPerRequester} open requests. Withdraw one that you no longer need, or wait until one is decided.`,
    );
  }
  const since = new Date(Date.parse(createdAt) - DAY_MS);
  const recent = await countOf(query =>
    query.where({ requester }).where('created_at', '>', since),
  );
  if (recent > requestsPerDay) {
    throw new LimitExceededError(
      `You have reached the limit of ${requestsPerDay} requests in 24 hours. Try again tomorrow.`,
    );
  }
  if (!entityRef) {
    return;
  }
  const ofEntity = await countOf(query =>
    query.where({ entity_ref: entityRef }).whereIn('status', OPEN),
  );
  if (ofEntity > openRequestsPerEntity) {
    throw new LimitExceededError(
      `${entityRef} has reached the limit of ${openRequestsPerEntity} open requests. Have one withdrawn that is no longer needed, or wait until one is decided.`,
    );
  }
}
