import { canonicalJson } from '../json/canonicalJson';

/**
 * One value or several. IAM accepts both everywhere.
 *
 * @public
 */
export type OneOrMany<T> = T | readonly T[];

/**
 * A statement of an IAM policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * @public
 */
export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: PolicyPrincipal;
  NotPrincipal?: PolicyPrincipal;
  Action?: OneOrMany<string>;
  NotAction?: OneOrMany<string>;
  Resource?: OneOrMany<string>;
  NotResource?: OneOrMany<string>;
  Condition?: Readonly<
    Record<
      string,
      Readonly<Record<string, OneOrMany<string | boolean | number>>>
    >
  >;
}

/**
 * Everyone (`*`), or the principals by type (`AWS`, `Service`, …).
 *
 * @public
 */
export type PolicyPrincipal = '*' | Readonly<Record<string, OneOrMany<string>>>;

/**
 * An IAM policy document.
 *
 * @public
 */
export interface PolicyDocument {
  Version?: string;
  Id?: string;
  Statement: OneOrMany<PolicyStatement>;
}

/**
 * A policy of a role with its name and ARN.
 *
 * @public
 */
export interface NamedPolicy {
  name: string;
  /** Absent for inline policies. */
  arn?: string;
  document: PolicyDocument;
}

/**
 * Returns the values of an element that may be one value or a list.
 *
 * @public
 */
export function asList<T>(value: OneOrMany<T> | undefined): readonly T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value as T];
}

/**
 * Whether two documents are equivalent. The order of statements, actions and
 * resources, one value or a list of one, and the case of actions are ignored.
 *
 * @public
 */
export function samePolicy(a: PolicyDocument, b: PolicyDocument): boolean {
  return canonicalPolicy(a) === canonicalPolicy(b);
}

/**
 * The size that counts towards IAM's limits: the number of characters without
 * white space.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 *
 * @public
 */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}

function canonicalPolicy(document: PolicyDocument): string {
  const statements = asList(document.Statement).map(statement =>
    canonicalJson(canonicalStatement(statement)),
  );
  return JSON.stringify([
    document.Version ?? '2008-10-17',
    [...new Set(statements)].sort(),
  ]);
}

function canonicalStatement(statement: PolicyStatement) {
  const { Action, NotAction, Resource, NotResource, ...rest } = statement;
  return {
    ...rest,
    Action: sorted(Action, action => action.toLowerCase()),
    NotAction: sorted(NotAction, action => action.toLowerCase()),
    Resource: sorted(Resource),
    NotResource: sorted(NotResource),
    Principal: canonicalPrincipal(statement.Principal),
    NotPrincipal: canonicalPrincipal(statement.NotPrincipal),
    Condition: canonicalCondition(statement.Condition),
  };
}

function canonicalPrincipal(principal: PolicyPrincipal | undefined) {
  if (principal === undefined || principal === '*') {
    return principal;
  }
  return mapValues(principal, values => sorted(values));
}

function canonicalCondition(condition: PolicyStatement['Condition']) {
  return (
    condition &&
    mapValues(condition, keys =>
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => [
          key.toLowerCase(),
          sorted(asList(values).map(String)),
        ]),
      ),
    )
  );
}

function sorted(
  values: OneOrMany<string> | undefined,
  fold: (value: string) => string = value => value,
) {
  return values === undefined
    ? undefined
    : [...new Set(asList(values).map(fold))].sort();
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, map(value)]),
  );
}
