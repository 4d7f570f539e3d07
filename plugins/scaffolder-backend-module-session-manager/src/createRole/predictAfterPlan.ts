import {
  AwsAccounts,
  Provisioned,
  createTaskCache,
  ReadinessContext,
  predictSpecReadiness,
} from 'backstage-plugin-session-manager-node';
import { AuthorizedRole } from '../gate/AuthorizedRole';
import {
  readRoleReadiness,
  undefinedOnError,
} from '../readiness/readRoleReadiness';
import { readinessOutput, ShownReadiness } from '../readiness/showReadiness';

/** The readiness of a role that is being created. */
export interface PredictionAfterPlan {
  /**
   * The readiness once the role is created, or would be; `undefined` if AWS
   * cannot be read.
   */
  after(run: {
    isDryRun?: boolean;
    provisioned: Provisioned;
  }): Promise<ShownReadiness | undefined>;
}

/**
 * Starts to read the session environment while the role is created. Failing to
 * read AWS does not fail the run.
 */
export function predictAfterPlan(
  accounts: AwsAccounts,
  { account, spec }: AuthorizedRole,
): PredictionAfterPlan {
  const place: ReadinessContext = {
    accounts,
    account,
    region: account.regions[0],
    cache: createTaskCache(),
  };
  const expected = undefinedOnError(predictSpecReadiness(spec, place));

  return {
    async after({ isDryRun, provisioned }) {
      // What was kept may allow or deny more.
      const prediction =
        provisioned.kept.length > 0 && !isDryRun
          ? await undefinedOnError(readRoleReadiness(spec.roleName, place))
          : await expected;
      return prediction && readinessOutput(place.region, prediction.readiness);
    },
  };
}
