import { iamArn } from '../aws/arn';
import {
  bucketPolicyStatements,
  keyPolicyStatements,
} from '../policy/ownerStatements';
import { DocumentSpec } from '../policy/DocumentSpec';
import { PolicyStatement } from '../policy/PolicyDocument';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { RoleStatements } from './mergeStatements';

/**
 * What the owner of another account's bucket has to let a role do.
 *
 * @public
 */
export interface LogAccess {
  bucketArn: string;
  bucketPolicy: RoleStatements;
  /** Absent where the bucket has no key of its own, or the role's account's. */
  keyArn?: string;
  keyPolicy?: RoleStatements;
}

/**
 * What a role needs in the policies of the bucket that it logs to, and of the
 * bucket's key; `undefined` where the bucket is its own account's.
 *
 * @param revoke - whether it shall have none of it
 * @public
 */
export function logAccess(
  spec: ResolvedRoleSpec & Pick<DocumentSpec, 'checkEncryption'>,
  revoke: boolean = false,
): LogAccess | undefined {
  const { s3 } = spec;
  const roleArn = iamArn(spec, 'role', spec.path, spec.roleName);
  const statements = (make: (of: DocumentSpec) => PolicyStatement[]) => ({
    roleArn,
    sids: make({ ...spec, checkEncryption: true }).map(({ Sid = '' }) => Sid),
    wanted: revoke ? [] : make(spec),
  });
  const bucketPolicy = statements(bucketPolicyStatements);
  const keyPolicy = statements(keyPolicyStatements);
  if (!s3 || bucketPolicy.sids.length === 0) {
    return undefined;
  }
  return {
    bucketArn: `arn:${spec.partition}:s3:::${s3.bucket}`,
    bucketPolicy,
    ...(keyPolicy.sids.length > 0 ? { keyArn: s3.kmsKeyArn, keyPolicy } : {}),
  };
}
