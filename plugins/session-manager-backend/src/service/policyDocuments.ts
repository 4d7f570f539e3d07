import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import {
  ObservedRole,
  PolicyDocument,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from 'backstage-plugin-session-manager-node';
import { ReadThrough } from '../cache/readThrough';
import { Freshness } from './freshness';

/**
 * The documents of managed policies: AWS's own, which an observation of a role
 * leaves out, and boundaries. Many roles share them, so they are kept apart.
 */
export interface PolicyDocuments {
  /** In the order of the ARNs. */
  read(request: {
    account: AwsAccount;
    arns: readonly string[];
    /** What is known already. */
    observed: ObservedRole;
    fresh: boolean;
  }): Promise<PolicyDocument[]>;
}

export function createPolicyDocuments(options: {
  readThrough: ReadThrough;
  freshness: Freshness;
}): PolicyDocuments {
  const { readThrough, freshness } = options;

  async function readOne(
    account: AwsAccount,
    arn: string,
    fresh: boolean,
  ): Promise<PolicyDocument> {
    const { value } = await readThrough.read(
      `policy:${arn}`,
      () => loadPolicy(account, arn),
      { fresh, keep: () => freshness.settled },
    );
    return value;
  }

  return {
    read: ({ account, arns, observed, fresh }) =>
      Promise.all(
        arns.map(
          arn =>
            observed.policies.find(policy => policy.arn === arn)?.document ??
            readOne(account, arn, fresh),
        ),
      ),
  };
}

async function loadPolicy(
  { iam }: AwsAccount,
  arn: string,
): Promise<PolicyDocument> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({
      PolicyArn: arn,
      VersionId: Policy?.DefaultVersionId,
    }),
  );
  // IAM sends documents URL-encoded:
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
  return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''));
}
