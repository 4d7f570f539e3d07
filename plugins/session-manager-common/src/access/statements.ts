import {
  asList,
  PolicyDocument,
  PolicyPrincipal,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { Condition, readOperator } from './conditions';
import { covers, hasToken, matchesPattern, patternOf } from './pattern';
import { isOutsideOfArns } from './resources';
import { StepBudget } from './steps';
import {
  any,
  Comparison,
  not,
  openIfUnresolved,
  Ternary,
} from '../ternary/ternary';
import { matchesValue, PolicyValue, policyValue, Scope } from './variables';

/** A statement in the form that requests are compared with. */
export interface ReadStatement {
  written: PolicyStatement;
  /** Its place in the document. */
  index: number;
  effect: 'Allow' | 'Deny';
  /** `undefined` where nobody can tell what it does. */
  terms: Terms | undefined;
}

/** What a statement says. */
export interface Terms {
  /** Patterns in lower case: the case of actions does not count. */
  actions: Named<string>;
  /** `undefined` where it names none, as in the trust policy of a role. */
  resources: Named<PolicyValue> | undefined;
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
 * No policy that AWS keeps has more characters than this: a customer's has at
 * most 6,144, a key's 32,768, and AWS's own some tens of thousands.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_CHARACTERS = 262_144;

const VERSIONS = ['2012-10-17', '2008-10-17'];

/** Elements of which a statement has one at most. */
const EITHER = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

/**
 * Reads a document's statements; where services are named, only those that may
 * be about one of them. What is not written as IAM's language is, is kept
 * without terms: nobody can tell what it does.
 */
export function readStatements(
  document: PolicyDocument,
  services?: ReadonlySet<string>,
): ReadStatement[] {
  const isReadable =
    isRecord(document) &&
    document.Statement !== undefined &&
    (document.Version === undefined || VERSIONS.includes(document.Version));
  const statements: readonly unknown[] = isReadable
    ? asList(document.Statement)
    : [document];
  const read: ReadStatement[] = [];
  const characters = new StepBudget(MOST_CHARACTERS);
  statements.forEach((one, index) => {
    const written = one as PolicyStatement;
    const isKnown = isReadable && isWellFormed(one, characters);
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
    resources:
      NotResource === undefined && Resource === undefined
        ? undefined
        : {
            but: NotResource !== undefined,
            values: asList(NotResource ?? Resource).map(text =>
              policyValue(text, version, 'resource'),
            ),
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
export function speaksOfAction(
  { actions }: Terms,
  action: string,
  steps: StepBudget,
): boolean {
  return (
    actions.values.some(pattern => covers(pattern, action, steps)) !==
    actions.but
  );
}

/**
 * Whether a statement speaks of a resource. One that names none is about what
 * its policy belongs to, and about nothing in a policy of a role.
 */
export function speaksOfResource(
  { resources }: Terms,
  resource: string,
  isOfResource: boolean,
  scope: Scope,
): Ternary {
  if (!resources) {
    return isOfResource;
  }
  const results = resources.values.map(value =>
    matchesResource(value, resource, scope),
  );
  return resources.but ? not(any(results.map(openIfUnresolved))) : any(results);
}

function matchesResource(
  value: PolicyValue,
  resource: string,
  scope: Scope,
): Comparison {
  const result = matchesValue(value, resource, scope, 'resource');
  return result === true && isOutsideOfArns(value, resource)
    ? 'unknown'
    : result;
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

function isWellFormed(
  statement: unknown,
  characters: StepBudget,
): statement is PolicyStatement {
  const isTexts = (value: unknown) =>
    asList(value).every(one => isText(one, characters));
  return (
    isRecord(statement) &&
    (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
    EITHER.every(
      ([one, other]) =>
        statement[one] === undefined || statement[other] === undefined,
    ) &&
    [
      statement.Action,
      statement.NotAction,
      statement.Resource,
      statement.NotResource,
    ].every(isTexts) &&
    [statement.Principal, statement.NotPrincipal].every(
      principal =>
        principal === undefined ||
        principal === '*' ||
        (isRecord(principal) && Object.values(principal).every(isTexts)),
    ) &&
    isConditionBlock(statement.Condition, characters)
  );
}

function isConditionBlock(block: unknown, characters: StepBudget): boolean {
  return (
    block === undefined ||
    (isRecord(block) &&
      Object.entries(block).every(
        ([operator, keys]) =>
          isText(operator, characters) &&
          isRecord(keys) &&
          Object.entries(keys).every(
            ([key, values]) =>
              isText(key, characters) &&
              asList(values).every(
                value =>
                  typeof value === 'number' ||
                  typeof value === 'boolean' ||
                  isText(value, characters),
              ),
          ),
      ))
  );
}

/** A text of IAM's language, while there are not too many of them. */
function isText(value: unknown, characters: StepBudget): value is string {
  return (
    typeof value === 'string' &&
    characters.trySpend(value.length + 1) &&
    !hasToken(value)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
