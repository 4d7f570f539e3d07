import { allowsName } from '../roleSpec/allowsName';
import { AccountSettings, ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { ApprovalRules, AutoApproveRule } from './ApprovalRules';
import { RequestContent } from './RequestContent';

/**
 * Facts on which rules decide in addition to the request. The requester cannot
 * set any of them.
 *
 * @public
 */
export interface RuleFacts {
  /** The current settings of the role's account. */
  account: AccountSettings;
  /**
   * The account that owns the log bucket according to AWS. Absent if unknown;
   * then no rule approves a role that writes there.
   */
  bucketOwner?: string;
}

/** Whether a limit permits a name. An absent limit permits none. */
function lists(patterns: readonly string[] | undefined, name: string): boolean {
  return patterns !== undefined && allowsName(patterns, name);
}

/** A role that names nothing may use anything, so only `*` permits it. */
function isWithin(
  patterns: readonly string[] | undefined,
  name: string | undefined,
): boolean {
  return name === undefined
    ? patterns === undefined || patterns.some(isEverything)
    : lists(patterns, name);
}

/**
 * Whether a pattern matches every name.
 *
 * @public
 */
export function isEverything(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

/** Whether each tag is the account's, or permitted by the rule. */
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

/** Whether a spec is within one limit of a rule. */
type Limit = (
  spec: ResolvedRoleSpec,
  rule: AutoApproveRule,
  facts: RuleFacts,
) => boolean;

/**
 * The fields of a rule that are limits, without those that only name the rule.
 */
export type LimitedField = Exclude<keyof AutoApproveRule, 'name' | 'version'>;

/** The limits. Together they cover everything that can broaden a role. */
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
 * Returns the first rule that approves a request without people, if there is
 * one. A request to adopt a role or to remove what others added is never
 * approved by a rule.
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
        Object.values(LIMITS).every(isWithinLimit =>
          isWithinLimit(content.spec, rule, facts),
        ),
      );
}
