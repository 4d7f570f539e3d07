import { DocumentSpec } from './DocumentSpec';
import { bucketPolicyStatements, keyPolicyStatements } from './ownerStatements';
import { permissionsPolicy } from './permissionsPolicy';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { trustPolicy } from './trustPolicy';

/**
 * The IAM documents of a role spec.
 *
 * @public
 */
export interface RoleDocuments {
  /** The role's permissions policy. */
  permissions: PolicyDocument;
  /** The trust policy. */
  trust: PolicyDocument;
  /**
   * The statements that the owner of another account's bucket must add;
   * otherwise empty.
   */
  bucketPolicyStatements: PolicyStatement[];
  /**
   * The statements that the owner of that bucket's key must add; otherwise
   * empty.
   */
  keyPolicyStatements: PolicyStatement[];
}

/**
 * Creates the documents of a role spec. Throws an `InputError` if the spec
 * needs an account id and has none.
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
