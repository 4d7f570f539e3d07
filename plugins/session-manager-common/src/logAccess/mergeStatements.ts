import {
  asList,
  PolicyDocument,
  PolicyStatement,
  samePolicy,
} from '../policy/PolicyDocument';

/**
 * The statements of one role in the policy of a bucket or key that someone else
 * manages.
 *
 * @public
 */
export interface RoleStatements {
  roleArn: string;
  /**
   * The Sids that belong to the role, including those of unwanted statements.
   */
  sids: readonly string[];
  /**
   * The wanted statements. An empty list removes all statements of the role.
   */
  wanted: readonly PolicyStatement[];
}

/**
 * A change of one statement.
 *
 * @public
 */
export interface StatementEdit {
  kind: 'create' | 'update' | 'delete';
  sid: string;
  before?: PolicyStatement;
  after?: PolicyStatement;
}

/**
 * A policy with the statements of a role merged.
 *
 * @public
 */
export interface StatementMerge {
  /** The resulting policy; absent if it has no statement. */
  policy?: PolicyDocument;
  /** Empty if the policy already matches. */
  edits: StatementEdit[];
  /** The wanted Sids that belong to someone else's statements. */
  conflicts: string[];
}

/**
 * Updates the statements of a role in a policy by their Sids. Everything else
 * is preserved in place: other statements, `Version`, `Id`, and unknown fields.
 *
 * @public
 */
export function mergeStatements(
  policy: PolicyDocument | undefined,
  role: RoleStatements,
): StatementMerge {
  const missing = new Map(role.wanted.map(each => [each.Sid, each]));
  const result: PolicyStatement[] = [];
  const edits: StatementEdit[] = [];
  const conflicts: string[] = [];
  for (const before of asList(policy?.Statement)) {
    const sid = role.sids.find(each => each === before.Sid);
    const after = missing.get(sid);
    if (sid === undefined) {
      result.push(before);
    } else if (!isOfRole(before, role.roleArn)) {
      result.push(before);
      conflicts.push(...(after ? [sid] : []));
    } else if (after === undefined) {
      edits.push({ kind: 'delete', sid, before });
    } else if (sameStatement(before, after)) {
      result.push(before);
    } else {
      result.push(after);
      edits.push({ kind: 'update', sid, before, after });
    }
    missing.delete(sid);
  }
  for (const [sid = '', after] of missing) {
    result.push(after);
    edits.push({ kind: 'create', sid, after });
  }
  return { policy: withStatements(policy, result, edits), edits, conflicts };
}

function withStatements(
  policy: PolicyDocument | undefined,
  statements: readonly PolicyStatement[],
  edits: readonly StatementEdit[],
): PolicyDocument | undefined {
  if (edits.length === 0) {
    return policy;
  }
  // A policy without a version is left without one: a later version would
  // change the meaning of its owner's statements, for example of ${…} in them.
  return statements.length === 0
    ? undefined
    : { ...(policy ?? { Version: '2012-10-17' }), Statement: statements };
}

// For a deleted role, AWS shows the unique id instead of the ARN:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
const DELETED_ROLE = /^AROA[A-Z0-9]+$/;

/** Whether a statement allows the role only. */
function isOfRole(
  { Effect, Principal }: PolicyStatement,
  roleArn: string,
): boolean {
  if (Effect !== 'Allow' || typeof Principal !== 'object') {
    return false;
  }
  const { AWS, ...others } = Principal;
  const named = asList(AWS);
  return (
    Object.keys(others).length === 0 &&
    named.length > 0 &&
    named.every(name => name === roleArn || DELETED_ROLE.test(name))
  );
}

function sameStatement(a: PolicyStatement, b: PolicyStatement): boolean {
  return samePolicy({ Statement: a }, { Statement: b });
}
