import { PolicyStatement } from '../policy/PolicyDocument';

/**
 * A change of one statement in the policy of a bucket or key.
 *
 * @public
 */
export interface StatementChange {
  kind: 'create' | 'update' | 'delete';
  resource: 'bucket-policy-statement' | 'key-policy-statement';
  /** The Sid of the statement. */
  name: string;
  /** The ARN of the bucket or key. */
  arn: string;
  before?: PolicyStatement;
  after?: PolicyStatement;
}

const WORDS = {
  create: ['Add', 'Added', 'to'],
  update: ['Change', 'Changed', 'in'],
  delete: ['Remove', 'Removed', 'from'],
} as const;

const POLICIES = {
  'bucket-policy-statement': 'the policy of bucket',
  'key-policy-statement': 'the policy of key',
} as const;

/**
 * Describes a change in the infinitive, such as "Add statement SessionLogs… to
 * the policy of bucket corp-logs".
 *
 * @public
 */
export function describeStatementChange(change: StatementChange): string {
  return describe(change, 0);
}

/**
 * Describes a completed change, such as "Added statement SessionLogs… to the
 * policy of bucket corp-logs".
 *
 * @public
 */
export function describeStatementDone(change: StatementChange): string {
  return describe(change, 1);
}

function describe(change: StatementChange, tense: 0 | 1): string {
  const { kind, resource, name, arn } = change;
  const { [tense]: verb, 2: preposition } = WORDS[kind];
  const owner = arn.slice(
    Math.max(...[':', '/'].map(c => arn.lastIndexOf(c))) + 1,
  );
  return `${verb} statement ${name} ${preposition} ${POLICIES[resource]} ${owner}`;
}
