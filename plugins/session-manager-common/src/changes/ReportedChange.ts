/**
 * Something that the portal has changed in an account, or may have changed
 * before it failed: what was read of it before is out of date.
 *
 * @public
 */
export interface ReportedChange {
  accountId: string;
  what: ChangedPart;
  /** Of `role`: the one that was changed. Absent: any of the account. */
  roleName?: string;
}

/**
 * `role`: a role with its policies, profiles and activations; `instances`:
 * which instances there are and the profiles that they have; `environment`:
 * session preferences, log groups, and the policies of buckets and keys.
 *
 * @public
 */
export type ChangedPart = 'role' | 'instances' | 'environment';

/**
 * What a reading of AWS is about. Without a role, it depends on each role of
 * the account; without an account, on that part of every account.
 *
 * @public
 */
export interface ReadingSubject {
  what: ChangedPart;
  accountId?: string;
  roleName?: string;
}
