import { allowsName } from '../spec/allowsName';
import { AccountSettings, ResolvedRoleSpec } from '../spec/roleSpec';
import { ApprovalRules, AutoApproveRule } from './ApprovalRules';
import { RequestContent } from './RequestContent';

/**
 * What rules decide on besides what is asked for. None of it is what a
 * requester says.
 *
 * @public
 */
export interface RuleFacts {
  /** What the role's account gives every role in it now. */
  account: AccountSettings;
  /**
   * The account that AWS says owns the bucket of the logs. Absent: not known,
   * and then no rule fits a role that writes there.
   */
  bucketOwner?: string;
}

/** What a role does not name may be any, so only `*` has it within. */
function isWithin(
  patterns: readonly string[] | undefined,
  name: string | undefined,
): boolean {
  if (name === undefined) {
    return patterns === undefined || patterns.some(isEverything);
  }
  return allowsName(patterns ?? [], name);
}

/**
 * Whether a pattern has every name within.
 *
 * @public
 */
export function isEverything(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

/** Whether each tag is the account's own, or one that the rule lists. */
function hasTags(
  wanted: Readonly<Record<string, string>>,
  listed: Readonly<Record<string, readonly string[]>>,
  { tags: given = {} }: AccountSettings,
): boolean {
  return Object.entries(wanted).every(
    ([key, value]) =>
      (Object.hasOwn(given, key) && given[key] === value) ||
      (Object.hasOwn(listed, key) && allowsName(listed[key], value)),
  );
}

/** Whether a spec keeps to one limit of a rule. */
type Limit = (
  spec: ResolvedRoleSpec,
  rule: AutoApproveRule,
  facts: RuleFacts,
) => boolean;

/** One for each field that can widen a role; names and descriptions do not. */
const LIMITS: readonly Limit[] = [
  ({ policyStyle }, rule) => policyStyle === rule.policyStyle,
  ({ target }, { targets = ['ec2'] }) => targets.includes(target),
  ({ s3 }, { buckets = [] }) => !s3 || allowsName(buckets, s3.bucket),
  ({ s3, accountId }, { bucketOwners = [] }, { bucketOwner }) =>
    !s3 ||
    (bucketOwner !== undefined &&
      [accountId, ...bucketOwners].includes(bucketOwner) &&
      bucketOwner === (s3.bucketOwner ?? accountId)),
  ({ s3 }, { prefixes = [''] }) => !s3 || allowsName(prefixes, s3.prefix ?? ''),
  ({ kmsKeyArn }, { sessionKeys = [] }) =>
    kmsKeyArn === undefined || allowsName(sessionKeys, kmsKeyArn),
  ({ s3 }, { bucketKeys }) => !s3 || isWithin(bucketKeys, s3.kmsKeyArn),
  ({ cloudWatchLogs: logs }, { logGroups = [] }) =>
    !logs || isWithin(logGroups, logs.logGroup),
  ({ cloudWatchLogs: logs }, { logGroupKeys = [] }) =>
    logs?.kmsKeyArn === undefined || allowsName(logGroupKeys, logs.kmsKeyArn),
  ({ roleTags, policyTags }, { tags = {} }, { account }) =>
    [roleTags, policyTags].every(wanted => hasTags(wanted, tags, account)),
  (
    { permissionsBoundaryArn: arn },
    { permissionsBoundaryArns },
    { account },
  ) =>
    permissionsBoundaryArns
      ? arn !== undefined && allowsName(permissionsBoundaryArns, arn)
      : arn === account.permissionsBoundaryArn,
  ({ path }, { paths }, { account }) =>
    paths ? allowsName(paths, path) : path === (account.path ?? '/'),
  ({ maxSessionDuration: seconds }, { maxSessionDuration }, { account }) =>
    seconds <= (maxSessionDuration ?? account.maxSessionDuration ?? 3600),
];

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
  facts: RuleFacts,
): AutoApproveRule | undefined {
  return content.adopt || content.exclusive
    ? undefined
    : rules.autoApprove.find(rule =>
        LIMITS.every(keeps => keeps(content.spec, rule, facts)),
      );
}
