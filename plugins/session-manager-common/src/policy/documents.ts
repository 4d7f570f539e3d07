import { DocumentSpec } from './DocumentSpec';
import { bucketPolicyStatements, keyPolicyStatements } from './ownerStatements';
import { permissionsPolicy } from './permissionsPolicy';
import { PolicyDocument, PolicyStatement } from './PolicyDocument';
import { trustPolicy } from './trustPolicy';

/**
 * Everything that a role spec says in IAM's language.
 *
 * @public
 */
export interface RoleDocuments {
  /** What the role may do. */
  permissions: PolicyDocument;
  /** The trust policy. */
  trust: PolicyDocument;
  /** For the owner of another account's bucket to add; else empty. */
  bucketPolicyStatements: PolicyStatement[];
  /** For the owner of that bucket's key to add; else empty. */
  keyPolicyStatements: PolicyStatement[];
}

/**
 * The documents of a role spec. Throws an `InputError` where the spec needs
 * an account id and has none.
 *
 * @public
 */
export function documents(spec: DocumentSpec): RoleDocuments {
  return {
    permissions: permissionsPolicy(spec),
    trust: trustPolicy(spec),
    bucketPolicyStatements: bucketPolicyStatements(spec),
    keyPolicyStatements: keyPolicyStatements(spec),
  };
}
