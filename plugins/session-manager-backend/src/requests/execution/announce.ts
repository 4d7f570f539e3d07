import { LoggerService } from '@backstage/backend-plugin-api';
import { requiresManualApproval } from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { redactSql } from '../../database/transact';
import { AutoApproval } from '../../preview/AutoApproval';
import { noteAnnounced } from '../database/operations/bookkeeping';
import { StoredRequest } from '../database/StoredRequest';
import { storeReview } from '../decisions';
import { RequestTransitions } from '../RequestTransitions';
import { readDecided } from '../reviewRequest';
import { RolePlans } from '../RolePlans';
import { RoleStatusService } from '../../roles/RoleStatusService';
import { RequestNotifier } from '../notifications/RequestNotifier';
import { Membership } from '../../people/Membership';
import { currentRulesFor, hasCurrentRules } from './currentRules';

/** The dependencies of announcing pending requests. */
export interface AnnouncementDeps {
  knex: Knex;
  accounts: AwsAccounts;
  autoApproval: AutoApproval;
  membership: Pick<Membership, 'refsOfUser'>;
  transitions: RequestTransitions;
  plans: RolePlans;
  roleStatus: RoleStatusService;
  notifier: RequestNotifier;
  logger: LoggerService;
}

/**
 * Has a rule approve a pending request, or else notifies the approvers. Returns
 * whether a rule approved it.
 */
export async function announce(
  deps: AnnouncementDeps,
  stored: StoredRequest,
): Promise<boolean> {
  const { request } = stored;
  const rule = await fittingRule(deps, stored);
  if (rule) {
    const { name, version } = rule;
    await deps.transitions.apply(
      request.id,
      { type: 'auto-approve', rule: { name, version } },
      { kind: 'portal' },
      each => currentRulesFor(each, deps.accounts, deps.membership),
      storeReview(await readDecided(deps, request)),
    );
  } else {
    await notifyApprovers(deps, stored);
  }
  await noteAnnounced(deps.knex, request.id, new Date());
  return rule !== undefined;
}

/** The rule that approves it, if a dry run shows that it can be done. */
async function fittingRule(
  { accounts, autoApproval, plans, logger }: AnnouncementDeps,
  stored: StoredRequest,
) {
  const { request } = stored;
  const { rule, unknown } = await autoApproval.ruleFor(request, request.rules);
  const requireApprovers = (reason: string) => {
    logger.info(
      `No rule approves request ${request.id}, so approvers must decide: ${reason}`,
      { requestId: request.id },
    );
  };
  if (!rule) {
    return unknown === undefined ? undefined : requireApprovers(unknown);
  }
  if (!hasCurrentRules(stored, accounts)) {
    return requireApprovers('the rules have changed since it was filed');
  }
  const plan = await plans.of(request);
  if ('fault' in plan) {
    return requireApprovers(`its dry run failed: ${plan.fault.message}`);
  }
  const reason = requiresManualApproval(plan.changes);
  return reason ? requireApprovers(reason) : rule;
}

/** Notifies every approver that a request is carried out without them. */
export async function announceBreakGlass(
  {
    knex,
    notifier,
    logger,
  }: Pick<AnnouncementDeps, 'knex' | 'notifier' | 'logger'>,
  { request }: StoredRequest,
): Promise<void> {
  try {
    await notifier.brokenGlass(request);
  } catch (error) {
    logger.warn(
      `The approvers of request ${request.id} could not be notified that it is carried out without them: ${redactSql(error)}`,
      { requestId: request.id },
    );
    throw error;
  }
  await noteAnnounced(knex, request.id, new Date());
}

// After that, approvers find it in their list.
const GIVE_UP_AFTER = 10 * 60_000;

async function notifyApprovers(
  { notifier, logger }: AnnouncementDeps,
  { request }: StoredRequest,
): Promise<void> {
  try {
    await notifier.waiting(request);
  } catch (error) {
    logger.warn(
      `The approvers of request ${request.id} could not be notified: ${error}`,
      { requestId: request.id },
    );
    if (Date.now() - Date.parse(request.updatedAt) < GIVE_UP_AFTER) {
      throw error;
    }
  }
}
