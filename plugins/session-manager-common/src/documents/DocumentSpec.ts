import { parseArn } from '../aws/arn';
import { RoleSpec } from '../roleSpec/roleSpec';

/**
 * The input of the documents: a role spec, resolved or not.
 *
 * @public
 */
export type DocumentSpec = RoleSpec & {
  partition?: string;
  /**
   * Whether the owner of another account's bucket allows the agent to read the
   * bucket's encryption; defaults to true. With `s3EncryptionEnabled` in the
   * session preferences, no session starts without it. Otherwise the agent
   * still reads it before each upload, and treats a denial as "not encrypted":
   * it uploads the log without encryption headers, which fails only if the
   * bucket policy requires them.
   * https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/s3util/s3util.go
   */
  checkEncryption?: boolean;
};

/**
 * Returns the partition of a spec: the explicit one, else that of an ARN in the
 * spec, else `aws`.
 */
export function partitionOf(spec: DocumentSpec): string {
  const arn =
    spec.kmsKeyArn ?? spec.s3?.kmsKeyArn ?? spec.cloudWatchLogs?.kmsKeyArn;
  return spec.partition ?? (arn && parseArn(arn)?.partition) ?? 'aws';
}
