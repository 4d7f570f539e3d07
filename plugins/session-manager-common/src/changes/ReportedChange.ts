/**
 * A change in AWS by the portal, or an attempt that may have changed something.
 * Data that was read before is out of date.
 *
 * @public
 */
export interface ReportedChange {
  accountId: string;
  what: ChangedPart;
  /**
   * With the part `role`: the changed role. Absent: any role of the account.
   */
  roleName?: string;
}

/**
 * `role`: a role with its policies, profiles and activations; `instances`: the
 * instances and their instance profiles; `environment`: session preferences,
 * log groups, and the policies of buckets and keys.
 *
 * @public
 */
export type ChangedPart = 'role' | 'instances' | 'environment';

/**
 * The subject of data read from AWS. Without a role it depends on every role of
 * the account; without an account, on the part in every account.
 *
 * @public
 */
export interface ReadingSubject {
  what: ChangedPart;
  accountId?: string;
  roleName?: string;
}
