import {
  asList,
  OneOrMany,
  PolicyDocument,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { AccessRequest, Context } from './AccessRequest';
import { meetsConditions } from './conditions';
import { matchesPattern } from './pattern';
import { all, any, not, Ternary } from './ternary';
import { matchesValue } from './variables';

/** Whether a statement speaks of a request, its principals left aside. */
export function speaksOf(
  statement: PolicyStatement,
  { action, resource }: AccessRequest,
  context: Context,
  { Version }: PolicyDocument,
): Ternary {
  const resources = (patterns: OneOrMany<string> | undefined) =>
    any(
      asList(patterns).map(pattern =>
        matchesValue(pattern, resource, context, Version),
      ),
    );
  return all([
    speaksOfAction(statement, action),
    statement.NotResource === undefined
      ? resources(statement.Resource)
      : not(resources(statement.NotResource)),
    meetsConditions(statement.Condition, context, Version),
  ]);
}

/** Whether a statement speaks of an action. */
export function speaksOfAction(
  { Action, NotAction }: PolicyStatement,
  action: string,
): boolean {
  const names = (patterns: OneOrMany<string> | undefined) =>
    asList(patterns).some(pattern =>
      matchesPattern(pattern.toLowerCase(), action.toLowerCase()),
    );
  return NotAction === undefined ? names(Action) : !names(NotAction);
}
