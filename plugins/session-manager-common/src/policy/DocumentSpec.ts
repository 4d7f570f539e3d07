import { parseArn } from '../aws/arn';
import { RoleSpec } from '../spec/roleSpec';

/**
 * What the documents are made from: a role spec, resolved or not.
 *
 * @public
 */
export type DocumentSpec = RoleSpec & { partition?: string };

/** The partition of a spec: its own, else that of an ARN in it, else `aws`. */
export function partitionOf(spec: DocumentSpec): string {
  const arn =
    spec.kmsKeyArn ?? spec.s3?.kmsKeyArn ?? spec.cloudWatchLogs?.kmsKeyArn;
  return spec.partition ?? (arn && parseArn(arn)?.partition) ?? 'aws';
}
