import { LoggerService } from '@backstage/backend-plugin-api';
import { needsPeople } from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { withoutSql } from '../../database/transact';
import { AutoApproval } from '../../preview/AutoApproval';
import { noteAnnounced } from '../database/operations/bookkeeping';
import { StoredRequest } from '../database/StoredRequest';
import { keepReview } from '../decisions';
import { RequestTransitions } from '../RequestTransitions';
import { readDecided } from '../reviewRequest';
import { RolePlans } from '../RolePlans';
import { RoleStatusService } from '../../roles/RoleStatusService';
import { RequestNews } from '../notifications/RequestNews';
import { Membership } from '../../people/Membership';
import { currentRulesFor, hasCurrentRules } from './currentRules';

/** What a pending request is brought to those that it concerns with. */
export interface AnnouncementDeps {
  knex: Knex;
  accounts: AwsAccounts;
  autoApproval: AutoApproval;
  membership: Pick<Membership, 'refsOfUser'>;
  transitions: RequestTransitions;
  plans: RolePlans;
  roleStatus: RoleStatusService;
  news: RequestNews;
  logger: LoggerService;
}

/**
 * Lets a rule approve a pending request, or tells the people who may. Gives
 * whether a rule did.
 */
export async function announce(
  deps: AnnouncementDeps,
  stored: StoredRequest,
): Promise<boolean> {
  const { request } = stored;
  const rule = await fittingRule(deps, stored);
  if (rule) {
    const { name, version } = rule;
    await deps.transitions.move(
      request.id,
      { type: 'auto-approve', rule: { name, version } },
      { kind: 'portal' },
      each => currentRulesFor(each, deps.accounts, deps.membership),
      keepReview(await readDecided(deps, request)),
    );
  } else {
    await tellApprovers(deps, stored);
  }
  await noteAnnounced(deps.knex, request.id, new Date());
  return rule !== undefined;
}

/** The rule that approves it, where a dry run shows that it can be done. */
async function fittingRule(
  { accounts, autoApproval, plans, logger }: AnnouncementDeps,
  stored: StoredRequest,
) {
  const { request } = stored;
  const { rule, unknown } = await autoApproval.ruleFor(request, request.rules);
  const toPeople = (reason: string) => {
    logger.info(
      `No rule approves request ${request.id}, so people have to: ${reason}`,
      { requestId: request.id },
    );
  };
  if (!rule) {
    return unknown === undefined ? undefined : toPeople(unknown);
  }
  if (!hasCurrentRules(stored, accounts)) {
    return toPeople('the rules have changed since it was filed');
  }
  const plan = await plans.of(request);
  if ('fault' in plan) {
    return toPeople(`its dry run failed: ${plan.fault.message}`);
  }
  const reason = needsPeople(plan.changes);
  return reason ? toPeople(reason) : rule;
}

/** Tells every approver that a request is carried out without them. */
export async function announceBreakGlass(
  { knex, news, logger }: Pick<AnnouncementDeps, 'knex' | 'news' | 'logger'>,
  { request }: StoredRequest,
): Promise<void> {
  try {
    await news.brokenGlass(request);
  } catch (error) {
    logger.warn(
      `The approvers of request ${request.id} could not be notified that it is carried out without them: ${withoutSql(error)}`,
      { requestId: request.id },
    );
    throw error;
  }
  await noteAnnounced(knex, request.id, new Date());
}

// After that, approvers will have found it in their list.
const GIVE_UP_AFTER = 10 * 60_000;

async function tellApprovers(
  { news, logger }: AnnouncementDeps,
  { request }: StoredRequest,
): Promise<void> {
  try {
    await news.waiting(request);
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
