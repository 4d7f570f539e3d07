import {
  IAMClient,
  paginateListInstanceProfiles,
  paginateListPolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { Portal } from '../portal/startPortal';
import { fault } from './iam';
import { Bench } from './measure';
import { roleOf, SPEC } from './Role';

const ROLES = 50;
const PREFIX = 'fifty-';

/** The result of creating fifty roles concurrently. */
export interface AtOnce {
  tasks: number;
  /** Roles in the expected state. */
  done: number;
  /** All resources with their names. */
  roles: number;
  policies: number;
  instanceProfiles: number;
  calls: Record<string, number>;
  /** From the first request to the end of the last task. */
  milliseconds: number;
}

/** Runs fifty tasks concurrently that create a role each. */
export async function fiftyRoles(
  portal: Portal,
  { iam, proxy }: Bench,
): Promise<AtOnce> {
  const roles = Array.from({ length: ROLES }, (_, n) =>
    roleOf(`${PREFIX}${n + 1}`),
  );
  proxy.calls();
  const { total } = await portal.run(
    'create-role',
    roles.map(({ name }) => ({ ...SPEC, roleName: name })),
  );
  const calls: AtOnce['calls'] = {};
  for (const { operation } of proxy.calls()) {
    calls[operation] = (calls[operation] ?? 0) + 1;
  }
  const faults = await Promise.all(
    roles.map(role => fault(iam, 'create', role)),
  );
  return {
    tasks: ROLES,
    done: faults.filter(found => found === undefined).length,
    ...(await countAll(iam)),
    calls,
    milliseconds: total,
  };
}

async function countAll(client: IAMClient) {
  const counts = { roles: 0, policies: 0, instanceProfiles: 0 };
  const ours = (name?: string) => name?.startsWith(PREFIX);
  for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
    counts.roles += Roles.filter(({ RoleName }) => ours(RoleName)).length;
  }
  for await (const { Policies = [] } of paginateListPolicies(
    { client },
    { Scope: 'Local' },
  )) {
    counts.policies += Policies.filter(({ PolicyName }) =>
      ours(PolicyName),
    ).length;
  }
  for await (const { InstanceProfiles = [] } of paginateListInstanceProfiles(
    { client },
    {},
  )) {
    counts.instanceProfiles += InstanceProfiles.filter(
      ({ InstanceProfileName }) => ours(InstanceProfileName),
    ).length;
  }
  return counts;
}
