import { Readiness, roleExists } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  Provisioned,
  readRoleSnapshot,
  createTaskCache,
  TellingPlace,
  tellReadiness,
  tellSpec,
} from 'backstage-plugin-session-manager-node';
import { AuthorizedRole } from '../gate/AuthorizedRole';

/** What sessions on a role that is being made will do. */
export interface PredictionAfterPlan {
  region: string;
  /** Once it is made, or would be; `undefined` where AWS does not tell. */
  after(run: {
    isDryRun?: boolean;
    provisioned: Provisioned;
  }): Promise<Readiness | undefined>;
}

/**
 * Begins to read what decides about sessions while the role is made. What AWS
 * does not tell fails no role.
 */
export function predictAfterPlan(
  accounts: AwsAccounts,
  { account, spec }: AuthorizedRole,
): PredictionAfterPlan {
  const place: TellingPlace = {
    accounts,
    account,
    region: account.regions[0],
    cache: createTaskCache(),
  };
  const prediction = unlessItFails(tellSpec(spec, place));

  return {
    region: place.region,
    async after({ isDryRun, provisioned }) {
      // What was kept may allow more, or deny.
      const told =
        provisioned.kept.length > 0 && !isDryRun
          ? await unlessItFails(readRoleReadiness(spec.roleName, place))
          : await prediction;
      return told?.readiness;
    },
  };
}

/** Of a role as it is; `undefined` where there is none. */
export async function readRoleReadiness(
  roleName: string,
  place: TellingPlace,
): Promise<{ readiness: Readiness } | undefined> {
  const snapshot = await readRoleSnapshot({ ...place, roleName });
  return roleExists(snapshot) ? tellReadiness(snapshot, place) : undefined;
}

/** What AWS does not tell is not known, and fails nothing. */
export async function unlessItFails<T>(
  reading: Promise<T>,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch {
    return undefined;
  }
}
