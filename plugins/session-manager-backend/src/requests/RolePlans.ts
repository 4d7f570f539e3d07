import {
  AwsFault,
  Change,
  plan,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  awsFault,
  namesOf,
  observeRole,
} from 'backstage-plugin-session-manager-node';
import { ReadThrough } from '../cache/readThrough';

/** What carrying out a request would change now. */
export interface RolePlans {
  of(request: RoleRequest): Promise<RolePlan>;
}

/** The changes, or why they are not known. */
export type RolePlan = { changes: Change[] } | { fault: AwsFault };

// Everybody who looks at a request at the same time sees the same.
const KEPT_FOR = 5_000;

export function createRolePlans(options: {
  accounts: AwsAccounts;
  readThrough: ReadThrough;
}): RolePlans {
  const { accounts, readThrough } = options;

  async function load(request: RoleRequest): Promise<RolePlan> {
    const { spec, adopt, exclusive } = request;
    try {
      const { iam } = await accounts.get(spec.accountId);
      const observed = await observeRole(iam, namesOf(spec));
      return { changes: plan(spec, observed, { adopt, exclusive }) };
    } catch (error) {
      return { fault: awsFault(error) };
    }
  }

  return {
    async of(request) {
      const { value } = await readThrough.read(
        `plan:${request.id}:${request.updatedAt}`,
        () => load(request),
        { fresh: false, keep: () => KEPT_FOR },
      );
      return value;
    },
  };
}
