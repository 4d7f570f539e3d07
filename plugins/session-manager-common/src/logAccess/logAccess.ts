import { iamArn } from '../aws/arn';
import {
  bucketPolicyStatements,
  keyPolicyStatements,
} from '../documents/ownerStatements';
import { DocumentSpec } from '../documents/DocumentSpec';
import { PolicyStatement } from '../policy/PolicyDocument';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { RoleStatements } from './mergeStatements';

/**
 * The access that the owner of another account's bucket must grant a role.
 *
 * @public
 */
export interface LogAccess {
  bucketArn: string;
  bucketPolicy: RoleStatements;
  /**
   * Absent if the bucket has no key of its own, or a key of the role's account.
   */
  keyArn?: string;
  keyPolicy?: RoleStatements;
}

/**
 * Returns the statements that a role needs in the policies of its log bucket
 * and of the bucket's key; `undefined` if the bucket belongs to the role's
 * account.
 *
 * @param revoke - whether to remove all statements of the role
 *
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
