import {
  asList,
  PolicyDocument,
  PolicyStatement,
  samePolicy,
} from '../policy/PolicyDocument';

/**
 * The statements of one role in the policy of a bucket or key that someone
 * else keeps.
 *
 * @public
 */
export interface RoleStatements {
  roleArn: string;
  /** The Sids that belong to the role, whether they are wanted or not. */
  sids: readonly string[];
  /** What shall be there; empty takes all of the role's out. */
  wanted: readonly PolicyStatement[];
}

/**
 * What happens to one statement.
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
 * A policy with a role's statements merged in.
 *
 * @public
 */
export interface StatementMerge {
  /** The policy as it shall be; absent where no statement is left. */
  policy?: PolicyDocument;
  /** Empty: the policy is as it shall be. */
  edits: StatementEdit[];
  /** Sids that are wanted, but someone else's statement has them. */
  conflicts: string[];
}

/**
 * Brings the statements of a role in a policy in line, by their Sids. What is
 * not the role's stays as it is and where it is: other statements, `Version`,
 * `Id`, and fields that nobody knows.
 *
 * @public
 */
export function mergeStatements(
  policy: PolicyDocument | undefined,
  role: RoleStatements,
): StatementMerge {
  const missing = new Map(role.wanted.map(each => [each.Sid, each]));
  const kept: PolicyStatement[] = [];
  const edits: StatementEdit[] = [];
  const conflicts: string[] = [];
  for (const before of asList(policy?.Statement)) {
    const sid = role.sids.find(each => each === before.Sid);
    const after = missing.get(sid);
    if (sid === undefined) {
      kept.push(before);
    } else if (!isOfRole(before, role.roleArn)) {
      kept.push(before);
      conflicts.push(...(after ? [sid] : []));
    } else if (after === undefined) {
      edits.push({ kind: 'delete', sid, before });
    } else if (sameStatement(before, after)) {
      kept.push(before);
    } else {
      kept.push(after);
      edits.push({ kind: 'update', sid, before, after });
    }
    missing.delete(sid);
  }
  for (const [sid = '', after] of missing) {
    kept.push(after);
    edits.push({ kind: 'create', sid, after });
  }
  return { policy: withStatements(policy, kept, edits), edits, conflicts };
}

function withStatements(
  policy: PolicyDocument | undefined,
  statements: readonly PolicyStatement[],
  edits: readonly StatementEdit[],
): PolicyDocument | undefined {
  if (edits.length === 0) {
    return policy;
  }
  // A policy without a version keeps having none: a later one would give its
  // owner's statements another meaning, for example where ${…} is in them.
  return statements.length === 0
    ? undefined
    : { ...(policy ?? { Version: '2012-10-17' }), Statement: statements };
}

// Of a role that was deleted, AWS shows the unique id instead of the ARN:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
const DELETED_ROLE = /^AROA[A-Z0-9]+$/;

/** Whether a statement allows something to the role, and to nobody else. */
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
