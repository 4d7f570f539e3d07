import {
  ExistingRole,
  NamedPolicy,
} from 'backstage-plugin-session-manager-common';
import { isPresent } from '../role/existing';
import { relatedPolicies } from '../role/observeRole';
import { missingPolicies } from '../role/readRoleSnapshot';
import { AwsPolicies, isAwsPolicy } from './awsPolicies';
import { CustomerPolicies } from './readCustomerPolicies';

/** Adds the documents of managed policies to a role from a page, if known. */
export async function completeSnapshot(
  role: ExistingRole,
  customerPolicy: CustomerPolicies,
  awsPolicy: AwsPolicies,
): Promise<ExistingRole> {
  const snapshot = {
    ...role,
    policies: relatedPolicies(role.role, role.role.attachedPolicies)
      .map(customerPolicy)
      .filter(isPresent),
  };
  const otherPolicies = await Promise.all(
    missingPolicies(snapshot).map(arn =>
      isAwsPolicy(arn) ? awsPolicy(arn) : named(customerPolicy(arn)),
    ),
  );
  return { ...snapshot, otherPolicies: otherPolicies.filter(isPresent) };
}

function named(policy: ReturnType<CustomerPolicies>): NamedPolicy | undefined {
  return (
    policy && {
      name: policy.policyName,
      arn: policy.arn,
      document: policy.document,
    }
  );
}
