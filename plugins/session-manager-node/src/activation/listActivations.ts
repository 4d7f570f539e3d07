import { Activation, paginateDescribeActivations } from '@aws-sdk/client-ssm';
import { RoleActivation } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { RoleAtPath } from '../role/findRole';

const LONGEST_PAGE = 50;

/**
 * Lists the activations with a role, in the account's regions. Throws the SDK's
 * error if a region does not answer.
 *
 * @public
 */
export async function listActivations(
  account: Pick<AwsAccount, 'ssm' | 'regions'>,
  role: RoleAtPath,
): Promise<RoleActivation[]> {
  const found = await Promise.all(
    account.regions.map(region => listIn(account, region, role)),
  );
  return found.flat();
}

async function listIn(
  { ssm }: Pick<AwsAccount, 'ssm'>,
  region: string,
  { path, roleName }: RoleAtPath,
): Promise<RoleActivation[]> {
  const activations: RoleActivation[] = [];
  for await (const page of paginateDescribeActivations(
    { client: ssm(region), pageSize: LONGEST_PAGE },
    // AWS names the role without its ARN's prefix, so with its path.
    {
      Filters: [
        {
          FilterKey: 'IamRole',
          FilterValues: [`${path.slice(1)}${roleName}`],
        },
      ],
    },
    callOptions(),
  )) {
    for (const activation of page.ActivationList ?? []) {
      activations.push(toRoleActivation(activation, region));
    }
  }
  return activations;
}

function toRoleActivation(
  activation: Activation,
  region: string,
): RoleActivation {
  return {
    activationId: activation.ActivationId ?? '',
    region,
    ...(activation.ExpirationDate && {
      expiresAt: activation.ExpirationDate.toISOString(),
    }),
    isExpired: activation.Expired ?? false,
    registrations: activation.RegistrationsCount ?? 0,
    registrationLimit: activation.RegistrationLimit ?? 0,
  };
}
