import { parseArn } from '../aws/arn';
import { RoleSpec } from '../roleSpec/roleSpec';

/**
 * What the documents are made from: a role spec, resolved or not.
 *
 * @public
 */
export type DocumentSpec = RoleSpec & {
  partition?: string;
  /**
   * Whether the owner of another account's bucket lets the agent ask how the
   * bucket is encrypted; default: true. Where the session preferences have
   * `s3EncryptionEnabled`, a session does not start without that. Without it
   * the agent asks all the same before each upload, and takes a refusal for
   * "not encrypted": the log then comes without encryption headers, which is
   * lost only where the bucket policy demands them.
   * https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/s3util/s3util.go
   */
  checkEncryption?: boolean;
};

/** The partition of a spec: its own, else that of an ARN in it, else `aws`. */
export function partitionOf(spec: DocumentSpec): string {
  const arn =
    spec.kmsKeyArn ?? spec.s3?.kmsKeyArn ?? spec.cloudWatchLogs?.kmsKeyArn;
  return spec.partition ?? (arn && parseArn(arn)?.partition) ?? 'aws';
}
