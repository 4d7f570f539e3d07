import {
  autoApproveRule,
  AutoApproveRule,
  ApprovalRules,
  RequestContent,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  ReadCache,
  readBucketOwner,
} from 'backstage-plugin-session-manager-node';
import { Deadlines } from '../accounts/deadlines';

/** Finds the rule that approves a role without approvers. */
export interface AutoApproval {
  /**
   * The first rule that matches, given the bucket's owner according to AWS.
   * `unknown` is why a rule does not match although it might if AWS returned
   * more.
   *
   * @param cache - for previews only; decisions read from AWS
   */
  ruleFor(
    content: RequestContent,
    rules: ApprovalRules,
    cache?: ReadCache,
  ): Promise<{ rule?: AutoApproveRule; unknown?: string }>;
}

export function createAutoApproval(options: {
  accounts: AwsAccounts;
  startDeadline: Deadlines;
}): AutoApproval {
  const { accounts, startDeadline } = options;
  return {
    async ruleFor(content, rules, cache) {
      const { spec } = content;
      const account = await accounts.settings(spec.accountId);
      // AWS is called only if the owner matters: the requester states the
      // bucket's owner, and no rule relies on that.
      const said = spec.s3 && (spec.s3.bucketOwner ?? spec.accountId);
      const wanted = { account, bucketOwner: said };
      if (!autoApproveRule(content, rules, wanted)) {
        return {};
      }
      // The user who files the request or fills in the form waits for this.
      const owner = await startDeadline().within<
        Awaited<ReturnType<typeof readBucketOwner>>
      >(said, readBucketOwner(accounts, spec, cache), ({ message, hint }) => ({
        unknown: { reason: message, remedy: hint },
      }));
      if (owner && 'unknown' in owner) {
        const { reason, remedy } = owner.unknown;
        return { unknown: `${reason} ${remedy}` };
      }
      return {
        rule: autoApproveRule(content, rules, {
          account,
          bucketOwner: owner?.known,
        }),
      };
    },
  };
}
