import { AccountSettings } from '../roleSpec/roleSpec';

/**
 * What the configuration says of an account, for those who ask for a role in
 * it. Others are told no more than its id and name.
 *
 * @public
 */
export interface AccountInfo extends Omit<
  AccountSettings,
  'partition' | 'allow'
> {
  /** Absent where it is left to be found out. */
  partition?: string;
  /** Present: roles are made only from an approved request. */
  approval?: {
    /** How many must approve. */
    required: number;
    /** Entity refs of the users and groups that may. */
    approvers: readonly string[];
  };
}
