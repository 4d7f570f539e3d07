import { PolicyDocument, PolicyStatement } from '../../policy/PolicyDocument';

type Written = Partial<PolicyStatement>;

export function allow(Action: string | string[], more: Written = {}) {
  return statement('Allow', Action, more);
}

export function deny(Action: string | string[], more: Written = {}) {
  return statement('Deny', Action, more);
}

/** A policy document of the version with variables. */
export function policy(...Statement: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement };
}

function statement(
  Effect: PolicyStatement['Effect'],
  Action: string | string[],
  more: Written,
): PolicyStatement {
  const resource = more.NotResource === undefined ? { Resource: '*' } : {};
  return more.NotAction === undefined
    ? { Effect, Action, ...resource, ...more }
    : { Effect, ...resource, ...more };
}
