import { allowsName } from '../roleSpec/allowsName';
import { AccountSettings, ResolvedRoleSpec } from '../roleSpec/roleSpec';
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

/** Whether a limit lists a name; one that is absent lists none. */
function lists(patterns: readonly string[] | undefined, name: string): boolean {
  return patterns !== undefined && allowsName(patterns, name);
}

/** What a role does not name may be any, so only `*` has it within. */
function isWithin(
  patterns: readonly string[] | undefined,
  name: string | undefined,
): boolean {
  return name === undefined
    ? patterns === undefined || patterns.some(isEverything)
    : lists(patterns, name);
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

/** What a rule limits: all of its fields that do not only name it. */
export type LimitedField = Exclude<keyof AutoApproveRule, 'name' | 'version'>;

/** Together they limit all that can widen a role. */
export const LIMITS: Readonly<Record<LimitedField, Limit>> = {
  policyStyle: ({ policyStyle }, rule) => policyStyle === rule.policyStyle,
  targets: ({ target }, { targets = ['ec2'] }) => targets.includes(target),
  buckets: ({ s3 }, { buckets }) => !s3 || lists(buckets, s3.bucket),
  bucketOwners: ({ s3, accountId }, { bucketOwners }, { bucketOwner }) => {
    const owner = s3?.bucketOwner ?? accountId;
    const isListed = owner === accountId || bucketOwners?.includes(owner);
    return !s3 || (bucketOwner === owner && isListed === true);
  },
  prefixes: ({ s3 }, { prefixes = [''] }) =>
    !s3 || allowsName(prefixes, s3.prefix ?? ''),
  sessionKeys: ({ kmsKeyArn }, { sessionKeys }) =>
    kmsKeyArn === undefined || lists(sessionKeys, kmsKeyArn),
  bucketKeys: ({ s3 }, { bucketKeys }) =>
    !s3 || isWithin(bucketKeys, s3.kmsKeyArn),
  logGroups: ({ cloudWatchLogs: logs }, { logGroups }) =>
    !logs || (logGroups !== undefined && isWithin(logGroups, logs.logGroup)),
  logGroupKeys: ({ cloudWatchLogs: logs }, { logGroupKeys }) =>
    logs?.kmsKeyArn === undefined || lists(logGroupKeys, logs.kmsKeyArn),
  tags: ({ roleTags, policyTags }, { tags = {} }, { account }) =>
    [roleTags, policyTags].every(wanted => hasTags(wanted, tags, account)),
  permissionsBoundaryArns: (
    { permissionsBoundaryArn: arn },
    { permissionsBoundaryArns },
    { account },
  ) =>
    permissionsBoundaryArns
      ? arn !== undefined && allowsName(permissionsBoundaryArns, arn)
      : arn === account.permissionsBoundaryArn,
  paths: ({ path }, { paths }, { account }) =>
    paths ? allowsName(paths, path) : path === (account.path ?? '/'),
  maxSessionDuration: (
    { maxSessionDuration: seconds },
    { maxSessionDuration },
    { account },
  ) => seconds <= (maxSessionDuration ?? account.maxSessionDuration ?? 3600),
};

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
        Object.values(LIMITS).every(keeps => keeps(content.spec, rule, facts)),
      );
}
