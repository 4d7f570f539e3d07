import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AwsFault,
  Change,
  CompleteRoleSnapshot,
  PreviewPlan,
  RoleRequest,
  warnedPlan,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  awsFault,
  namesOf,
  observeRole,
} from 'backstage-plugin-session-manager-node';
import { SharedReadCache } from '../cache/SharedReadCache';
import { Deadlines } from '../accounts/deadlines';
import { VisiblePlans } from '../preview/VisiblePlans';

/** The changes that carrying out a request would make now. */
export interface RolePlans {
  /** All changes, for the portal itself and for approvers. */
  of(request: RoleRequest): Promise<RolePlan>;

  /** The same, limited to what the caller may read. */
  visibleTo(
    credentials: BackstageCredentials,
    request: RoleRequest,
  ): Promise<PreviewPlan>;
}

/** The changes, or why they are unknown. */
export type RolePlan = { changes: Change[] } | { fault: AwsFault };

type Observation = { observed: CompleteRoleSnapshot } | { fault: AwsFault };

// So that concurrent viewers of a request see the same plan.
const KEPT_FOR = 5_000;

export function createRolePlans(options: {
  accounts: AwsAccounts;
  readCache: SharedReadCache;
  startDeadline: Deadlines;
  visiblePlans: VisiblePlans;
}): RolePlans {
  const { accounts, readCache, startDeadline, visiblePlans } = options;

  async function load({ spec }: RoleRequest): Promise<Observation> {
    try {
      const { iam } = await accounts.get(spec.accountId);
      return { observed: await observeRole(iam, namesOf(spec)) };
    } catch (error) {
      return { fault: awsFault(error) };
    }
  }

  async function observe(request: RoleRequest): Promise<Observation> {
    const { accountId } = request.spec;
    const reading = readCache.getOrLoad(
      `observed:${request.id}:${request.updatedAt}`,
      () => load(request),
      {
        about: [{ what: 'role', accountId }],
        keepFor: KEPT_FOR,
      },
    );
    return startDeadline().within<Observation>(
      accountId,
      reading.then(({ value }) => value),
      fault => ({ fault }),
    );
  }

  return {
    async of(request) {
      const observation = await observe(request);
      if ('fault' in observation) {
        return observation;
      }
      const { spec, adopt, exclusive } = request;
      return warnedPlan(spec, observation.observed, { adopt, exclusive });
    },

    async visibleTo(credentials, request) {
      const [observation, entity] = await Promise.all([
        observe(request),
        visiblePlans.readable(request.spec, credentials),
      ]);
      return 'fault' in observation
        ? observation
        : visiblePlans.of(request, observation.observed, entity, credentials);
    },
  };
}
