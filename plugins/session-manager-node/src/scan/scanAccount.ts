import { ExistingRole } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { ReadCache } from '../cache/ReadCache';
import { awsCode } from '../fault/awsCode';
import { authorizationPages, nextMarker } from '../role/authorizationPages';
import { toRoleSnapshot } from '../role/toRoleSnapshot';
import { awsPoliciesFor } from './awsPolicies';
import { completeSnapshot } from './completeSnapshot';
import { isKept } from './isKept';
import { readCustomerPolicies } from './readCustomerPolicies';

/**
 * How an account is scanned.
 *
 * @public
 */
export interface ScanOptions {
  /**
   * Where AWS's own policies are kept; each is read once for all accounts that
   * share it.
   */
  cache: ReadCache;
  /** ARNs of roles to keep whatever they are, such as those of annotations. */
  roleArns?: ReadonlySet<string>;
  /** Continues with the page of this marker. Default: the first one. */
  marker?: string;
  /** Stops the scan, which then throws the signal's reason or an AbortError. */
  signal?: AbortSignal;
}

/**
 * A page of an account's roles.
 *
 * @public
 */
export interface RolePage {
  /**
   * The roles that nodes may use, that have the portal's tags, or that were
   * asked for. What was not read is absent: IAM lists neither descriptions nor
   * the maximum session duration, the tags of policies and profiles, and what
   * else a policy is attached to. A policy is absent if the account may not read
   * it, or if it was created during the scan.
   */
  roles: ExistingRole[];
  /** The number of all other roles. */
  others: number;
  /** The marker of the next page; absent on the last page of the account. */
  nextMarker?: string;
}

/**
 * Reads the roles of an account, page by page, as whole as IAM lists them: one
 * call per thousand roles, and before them one per thousand customer managed
 * policies. Each page is read when it is asked for, and not kept. The scan is
 * complete after the page without a next marker. Throws the SDK's error if IAM
 * does not answer.
 *
 * @public
 */
export async function* scanAccount(
  account: Pick<AwsAccount, 'iam'>,
  { cache, roleArns, marker, signal }: ScanOptions,
): AsyncGenerator<RolePage, void, undefined> {
  const { iam } = account;
  const customerPolicy = await readCustomerPolicies(iam, signal);
  const awsPolicy = awsPoliciesFor(account, cache);
  for await (const page of authorizationPages(iam, 'Role', {
    marker,
    signal,
  })) {
    const { RoleDetailList: all = [] } = page;
    const kept = all
      .map(toRoleSnapshot)
      .filter(one => isKept(one) || roleArns?.has(one.role.arn));
    const next = nextMarker(page);
    yield {
      roles: await Promise.all(
        kept.map(one => completeSnapshot(one, customerPolicy, awsPolicy)),
      ),
      others: all.length - kept.length,
      ...(next ? { nextMarker: next } : {}),
    };
  }
}

/**
 * Whether IAM refused the marker that a scan was to continue from: the account
 * has to be scanned from the beginning.
 *
 * @public
 */
export function isMarkerRefused(error: unknown): boolean {
  return awsCode(error) === 'ValidationError';
}
