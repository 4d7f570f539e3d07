import { ObservedRole } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { observeRole } from '../role/observeRole';
import { Memory } from './Memory';
import { readRolePolicies } from './readRolePolicies';
import { roleOfState, ToldRole } from './ToldRole';

/**
 * Reads a role with all that its readiness is told by; `told` is absent where
 * IAM has no such role. Throws the SDK's error where IAM does not answer.
 *
 * @public
 */
export async function readToldRole(options: {
  account: AwsAccount;
  roleName: string;
  memory: Memory;
}): Promise<{ observed: ObservedRole; told?: ToldRole }> {
  const { account, roleName, memory } = options;
  const observed = await observeRole(account.iam, { roleName });
  const { role } = observed;
  if (!role) {
    return { observed };
  }
  const policies = await readRolePolicies({ account, role, observed, memory });
  return { observed, told: roleOfState(role, observed, policies) };
}
