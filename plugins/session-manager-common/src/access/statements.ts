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

/** A parsed statement. */
export interface ReadStatement {
  written: PolicyStatement;
  /** The index in the document. */
  index: number;
  effect: 'Allow' | 'Deny';
  /** `undefined` if the effect of the statement is unknown. */
  terms: Terms | undefined;
}

/** The elements of a statement. */
export interface Terms {
  /** Patterns in lower case, because actions are case-insensitive. */
  actions: Named<string>;
  /** `undefined` if it has none, as in a trust policy. */
  resources: Named<PolicyValue> | undefined;
  conditions: readonly Condition[];
  principal?: PolicyPrincipal;
  notPrincipal?: PolicyPrincipal;
}

/** The values of an element, or of its `Not` form. */
interface Named<T> {
  but: boolean;
  values: readonly T[];
}

/**
 * The maximum number of characters of a policy. AWS accepts less: 6,144 in a
 * customer managed policy and 32,768 in a key policy; AWS managed policies have
 * some tens of thousands.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_CHARACTERS = 262_144;

const VERSIONS = ['2012-10-17', '2008-10-17'];

/** Elements of which a statement has at most one. */
const EITHER = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

/**
 * Parses the statements of a document. With `services`, statements about other
 * services are skipped. A statement that violates the grammar has no `terms`,
 * because its effect is unknown.
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

/** Whether the statement applies to an action in lower case. */
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
 * Whether a statement applies to a resource. A statement without resources
 * applies to the resource of its policy, and to nothing in a role's policy.
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

/** Whether an unparsed statement names an action. */
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

/** Whether the value is a text, within the limit of characters. */
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
