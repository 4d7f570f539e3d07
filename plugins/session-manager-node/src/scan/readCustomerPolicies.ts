import { IAMClient, ManagedPolicyDetail } from '@aws-sdk/client-iam';
import { authorizationPages } from '../role/authorizationPages';
import { present } from '../role/existing';
import { PolicySnapshot, toPolicySnapshot } from '../role/toPolicySnapshot';

/** Returns a customer managed policy; `undefined` if it was not read. */
export type CustomerPolicies = (arn: string) => PolicySnapshot | undefined;

/**
 * Reads the customer managed policies of an account: all of them, because a
 * role's tags can name one that is attached to nothing. IAM's quota limits them
 * to 5,000 of 6,144 characters. A document is parsed when a role first needs it,
 * and only once.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export async function readCustomerPolicies(
  iam: IAMClient,
  signal?: AbortSignal,
): Promise<CustomerPolicies> {
  const unparsed = new Map<string, ManagedPolicyDetail>();
  const parsed = new Map<string, PolicySnapshot>();
  for await (const { Policies = [] } of authorizationPages(
    iam,
    'LocalManagedPolicy',
    { signal },
  )) {
    for (const policy of Policies) {
      unparsed.set(present(policy.Arn, 'Arn'), withoutOldDocuments(policy));
    }
  }
  return arn => {
    const policy = unparsed.get(arn);
    if (policy) {
      unparsed.delete(arn);
      parsed.set(arn, parse(policy));
    }
    return parsed.get(arn);
  };
}

function withoutOldDocuments(policy: ManagedPolicyDetail): ManagedPolicyDetail {
  return {
    ...policy,
    PolicyVersionList: policy.PolicyVersionList?.map(version =>
      version.IsDefaultVersion ? version : { ...version, Document: undefined },
    ),
  };
}

function parse(policy: ManagedPolicyDetail): PolicySnapshot {
  const { PolicyVersionList: versions = [] } = policy;
  const current = versions.find(({ IsDefaultVersion }) => IsDefaultVersion);
  return toPolicySnapshot(policy, versions, current?.Document);
}
