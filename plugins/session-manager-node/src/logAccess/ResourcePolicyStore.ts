import {
  PolicyDocument,
  StatementChange,
} from 'backstage-plugin-session-manager-common';

/** A resource policy that the bucket's or key's owner maintains. */
export interface ResourcePolicyStore {
  resource: StatementChange['resource'];
  /** The ARN of the bucket or key. */
  arn: string;
  /** Display name, such as `the policy of bucket corp-logs`. */
  title: string;
  /** Maximum size in bytes. */
  maxBytes: number;
  /** Whether the policy may be absent. */
  optional: boolean;
  read(): Promise<PolicyDocument | undefined>;
  /** Writes the complete policy; `undefined` deletes it. */
  write(policy: PolicyDocument | undefined): Promise<void>;
}
