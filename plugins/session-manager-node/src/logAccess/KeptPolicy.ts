import {
  PolicyDocument,
  StatementChange,
} from 'backstage-plugin-session-manager-common';

/** The policy of a bucket or key, which somebody keeps for it. */
export interface KeptPolicy {
  resource: StatementChange['resource'];
  /** The bucket or key. */
  arn: string;
  /** As people call it, such as `the policy of bucket corp-logs`. */
  title: string;
  /** The most bytes that AWS takes. */
  maxBytes: number;
  /** Whether there may be none. */
  optional: boolean;
  read(): Promise<PolicyDocument | undefined>;
  /** Writes the whole policy; `undefined` deletes it. */
  write(policy: PolicyDocument | undefined): Promise<void>;
}
