import {
  asList,
  PolicyDocument,
  PolicyPrincipal,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { Condition, meetsConditions, readOperator } from './conditions';
import { Context } from './context';
import { covers, matchesPattern, patternOf } from './pattern';
import { all, any, not, Ternary } from './ternary';
import { matchesValue, PolicyValue, policyValue } from './variables';

/** A statement in the form that requests are compared with. */
export interface ReadStatement {
  written: PolicyStatement;
  /** Its place in the document. */
  index: number;
  effect: 'Allow' | 'Deny';
  /** `undefined` where nobody can tell what it does. */
  terms: Terms | undefined;
}

interface Terms {
  /** Patterns in lower case: the case of actions does not count. */
  actions: Named<string>;
  resources: Named<PolicyValue>;
  conditions: readonly Condition[];
  principal?: PolicyPrincipal;
  notPrincipal?: PolicyPrincipal;
}

/** What an element names, or its `Not` form leaves out. */
interface Named<T> {
  but: boolean;
  values: readonly T[];
}

/**
 * Reads a document's statements; where services are named, only those that may
 * be about one of them. What is not written as IAM's language is, is kept
 * without terms: nobody can tell what it does.
 */
export function readStatements(
  document: PolicyDocument,
  services?: ReadonlySet<string>,
): ReadStatement[] {
  const isReadable = isRecord(document) && document.Statement !== undefined;
  const statements: readonly unknown[] = isReadable
    ? asList(document.Statement)
    : [document];
  const read: ReadStatement[] = [];
  statements.forEach((one, index) => {
    const written = one as PolicyStatement;
    const isKnown = isReadable && isWellFormed(one);
    if (!isKnown || !services || concerns(written, services)) {
      read.push({
        written,
        index,
        effect: isRecord(one) && one.Effect === 'Allow' ? 'Allow' : 'Deny',
        terms: isKnown ? termsOf(written, document.Version) : undefined,
      });
    }
  });
  return read;
}

/** Whether a statement may be about an action of one of the services. */
function concerns(
  { Action, NotAction }: PolicyStatement,
  services: ReadonlySet<string>,
): boolean {
  return (
    NotAction !== undefined ||
    asList(Action).some(action => {
      const [service] = action.toLowerCase().split(':', 1);
      return services.has(service) || /[*?]/.test(service);
    })
  );
}

function termsOf(
  statement: PolicyStatement,
  version: string | undefined,
): Terms {
  const {
    Action,
    NotAction,
    Resource,
    NotResource,
    Condition: block,
  } = statement;
  const value = (text: unknown) => policyValue(String(text), version);
  return {
    actions: {
      but: NotAction !== undefined,
      values: asList(NotAction ?? Action).map(action =>
        patternOf(action.toLowerCase()),
      ),
    },
    resources: {
      but: NotResource !== undefined,
      values: asList(NotResource ?? Resource).map(value),
    },
    conditions: Object.entries(block ?? {}).flatMap(([name, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        ...readOperator(name),
        key,
        values: asList(values).map(value),
      })),
    ),
    principal: statement.Principal,
    notPrincipal: statement.NotPrincipal,
  };
}

/** Whether the statement speaks of an action, in lower case. */
export function speaksOfAction({ actions }: Terms, action: string): boolean {
  return (
    actions.values.some(pattern => covers(pattern, action)) !== actions.but
  );
}

/** Whether a statement that speaks of the action speaks of the request. */
export function speaksOf(
  { resources, conditions }: Terms,
  resource: string,
  context: Context,
): Ternary {
  const named = any(
    resources.values.map(value => matchesValue(value, resource, context)),
  );
  const about = resources.but ? not(named) : named;
  return about === false
    ? false
    : all([about, meetsConditions(conditions, context)]);
}

/** Whether a statement, as it is written, names an action. */
export function namesAction(
  { Action, NotAction }: PolicyStatement,
  action: string,
): boolean {
  const names = asList(NotAction ?? Action).some(pattern =>
    matchesPattern(pattern.toLowerCase(), action.toLowerCase()),
  );
  return names !== (NotAction !== undefined);
}

function isWellFormed(statement: unknown): statement is PolicyStatement {
  return (
    isRecord(statement) &&
    (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
    [
      statement.Action,
      statement.NotAction,
      statement.Resource,
      statement.NotResource,
    ].every(isTexts) &&
    [statement.Principal, statement.NotPrincipal].every(isPrincipal) &&
    isConditionBlock(statement.Condition)
  );
}

function isPrincipal(principal: unknown): boolean {
  return (
    principal === undefined ||
    principal === '*' ||
    (isRecord(principal) && Object.values(principal).every(isTexts))
  );
}

function isConditionBlock(block: unknown): boolean {
  return (
    block === undefined ||
    (isRecord(block) && Object.values(block).every(isRecord))
  );
}

function isTexts(value: unknown): boolean {
  return (
    value === undefined || asList(value).every(one => typeof one === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
