import { matchesPattern } from '../access/pattern';
import { isForeignBucket } from '../policy/permissionsPolicy';
import { ApprovalRules, AutoApproveRule } from './ApprovalRules';
import { RequestContent } from './RequestContent';

/**
 * The first rule that approves what is asked for without people, if any does.
 * What changes a role that others made, or takes away what others added, is
 * never harmless.
 *
 * @public
 */
export function autoApproveRule(
  content: RequestContent,
  rules: ApprovalRules,
): AutoApproveRule | undefined {
  return content.adopt || content.exclusive
    ? undefined
    : rules.autoApprove.find(rule => fits(content, rule));
}

function fits({ spec }: RequestContent, rule: AutoApproveRule): boolean {
  const { policyStyle, crossAccount, buckets } = rule;
  return (
    (policyStyle === undefined || policyStyle === spec.policyStyle) &&
    (crossAccount || !isForeignBucket(spec)) &&
    (!buckets || !spec.s3 || isAmong(buckets, spec.s3.bucket))
  );
}

function isAmong(patterns: readonly string[], bucket: string): boolean {
  return patterns.some(pattern => matchesPattern(pattern, bucket));
}
