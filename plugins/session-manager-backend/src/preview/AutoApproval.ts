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

/** Finds the rule that approves a role without people. */
export interface AutoApproval {
  /**
   * The first rule that fits, by what AWS tells of the bucket. `unknown` is why
   * a rule does not that would if AWS told more.
   *
   * @param cache - for what only shows it; a decision asks AWS
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
      // AWS is asked only where it matters: who asks for the role says who owns
      // the bucket, and no rule takes their word for it.
      const said = spec.s3 && (spec.s3.bucketOwner ?? spec.accountId);
      const wanted = { account, bucketOwner: said };
      if (!autoApproveRule(content, rules, wanted)) {
        return {};
      }
      // Whoever files a request, or fills in a form, waits for the answer.
      const owner = await startDeadline().within<
        Awaited<ReturnType<typeof readBucketOwner>>
      >(said, readBucketOwner(accounts, spec, cache), ({ message, hint }) => ({
        unknown: { reason: message, settle: hint },
      }));
      if (owner && 'unknown' in owner) {
        const { reason, settle } = owner.unknown;
        return { unknown: `${reason} ${settle}` };
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
