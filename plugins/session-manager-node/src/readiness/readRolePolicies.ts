import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import {
  NamedPolicy,
  ObservedRole,
  parseArn,
  RoleState,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { present } from '../role/existing';
import { decodeDocument } from '../role/iamValues';
import { Memory } from './Memory';

/**
 * All that decides what a role may do.
 *
 * @public
 */
export interface RolePolicies {
  /** Attached, then inline. */
  policies: NamedPolicy[];
  boundary?: NamedPolicy;
}

/**
 * The documents of a role that is observed: of managed policies that the
 * observation leaves out, such as AWS's own and boundaries, each is read once
 * for all roles that share it.
 *
 * @public
 */
export async function readRolePolicies(options: {
  account: AwsAccount;
  role: RoleState;
  observed: ObservedRole;
  memory: Memory;
}): Promise<RolePolicies> {
  const { account, role, observed, memory } = options;
  const managed = async (arn: string): Promise<NamedPolicy> => {
    const seen = observed.policies.find(policy => policy.arn === arn);
    return seen
      ? { name: seen.policyName, arn, document: seen.document }
      : readPolicy({ account, arn, memory });
  };
  const { permissionsBoundaryArn } = role;
  const [attached, boundary] = await Promise.all([
    Promise.all(role.attachedPolicies.map(managed)),
    permissionsBoundaryArn ? managed(permissionsBoundaryArn) : undefined,
  ]);
  const inline = Object.entries(role.inlinePolicies).map(
    ([name, document]) => ({ name, document }),
  );
  return { policies: [...attached, ...inline], boundary };
}

/**
 * A managed policy by its ARN. Throws the SDK's error where IAM does not tell.
 *
 * @public
 */
export async function readPolicy(options: {
  account: Pick<AwsAccount, 'iam'>;
  arn: string;
  memory: Memory;
}): Promise<NamedPolicy> {
  const { account, arn, memory } = options;
  return memory.recall(
    `managed-policy:${arn}`,
    () => loadPolicy(account, arn),
    () => true,
    // AWS's own policies are of the account "aws", which nobody here changes.
    [{ what: 'role', accountId: parseArn(arn)?.accountId }],
  );
}

async function loadPolicy(
  { iam }: Pick<AwsAccount, 'iam'>,
  arn: string,
): Promise<NamedPolicy> {
  const { Policy } = await iam.send(
    new GetPolicyCommand({ PolicyArn: arn }),
    callOptions(),
  );
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({
      PolicyArn: arn,
      VersionId: Policy?.DefaultVersionId,
    }),
    callOptions(),
  );
  return {
    name: present(Policy?.PolicyName, 'PolicyName'),
    arn,
    document: decodeDocument(PolicyVersion?.Document),
  };
}
