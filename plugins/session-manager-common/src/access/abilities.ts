import {
  asList,
  PolicyDocument,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { Arn, parseArn } from '../aws/arn';
import { matchesPattern } from './pattern';
import { namesAction } from './statements';

/**
 * Whether a policy lets the role do something; `unknown` where a condition
 * decides.
 *
 * @public
 */
export type Ability = 'yes' | 'no' | 'unknown';

/**
 * What a role's policies let a session do, by what they name.
 *
 * @public
 */
export interface Abilities {
  /** Register with Systems Manager and carry a session. */
  shell: Ability;
  /** Where logs may be put: `bucket/prefix/*` patterns. */
  s3: readonly Reach[];
  /** The log groups that logs may be streamed to; `*` is any. */
  cloudWatchLogs: readonly Reach[];
  /** The ARNs of keys that session data may be decrypted with. */
  kmsDecrypt: readonly Reach[];
}

/** @public */
export interface Reach {
  resource: string;
  ability: Exclude<Ability, 'no'>;
}

/** What AWS authorizes a call on: the service of its ARN, and the rest. */
type Target = readonly [service: string, resource: string];

/** The actions on channels have no resource of their own. */
const CHANNEL: Target = ['ssmmessages', '*'];
const NODES: readonly Target[] = [
  ['ec2', 'instance/*'],
  ['ssm', 'managed-instance/*'],
];

const SHELL: ReadonlyArray<readonly [action: string, on: readonly Target[]]> = [
  ['ssm:UpdateInstanceInformation', NODES],
  ['ssmmessages:CreateControlChannel', [CHANNEL]],
  ['ssmmessages:CreateDataChannel', [CHANNEL]],
  ['ssmmessages:OpenControlChannel', [CHANNEL]],
  ['ssmmessages:OpenDataChannel', [CHANNEL]],
];

/**
 * Sums up a role's policies and its permissions boundary. Without the role's
 * ARN it is not known whether an account that they name is its own.
 *
 * @public
 */
export function abilitiesOf(
  policies: readonly PolicyDocument[],
  boundary?: PolicyDocument,
  roleArn?: string,
): Abilities {
  const home = parseArn(roleArn ?? '');
  const statements = policies.flatMap(policy => asList(policy.Statement));
  const limits = boundary && asList(boundary.Statement);
  const reach = (action: string) => reachOf(action, statements, limits);
  return {
    shell: worst(
      SHELL.map(([action, on]) => anywhere(reach(action), on, home)),
    ),
    s3: named(reach('s3:PutObject'), /^arn:[^:]+:s3:::(.+)$/),
    cloudWatchLogs: named(
      reach('logs:PutLogEvents'),
      /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(?::.*)?$/,
    ),
    kmsDecrypt: reach('kms:Decrypt'),
  };
}

/** The resources that an action is allowed on, each with how surely. */
function reachOf(
  action: string,
  statements: readonly PolicyStatement[],
  limits: readonly PolicyStatement[] | undefined,
): Reach[] {
  const about = statements.filter(statement => namesAction(statement, action));
  const denials = [...about, ...(limits ?? [])].filter(
    ({ Effect }) => Effect === 'Deny',
  );
  const reach = new Map<string, Reach['ability']>();
  for (const statement of about.filter(({ Effect }) => Effect === 'Allow')) {
    for (const resource of asList(statement.Resource ?? '*')) {
      const ability = settle(action, resource, statement, denials, limits);
      if (ability !== 'no' && reach.get(resource) !== 'yes') {
        reach.set(resource, ability);
      }
    }
  }
  return [...reach].map(([resource, ability]) => ({ resource, ability }));
}

function settle(
  action: string,
  resource: string,
  allow: PolicyStatement,
  denials: readonly PolicyStatement[],
  limits: readonly PolicyStatement[] | undefined,
): Ability {
  const denied = worstOf(denials, action, resource);
  if (denied === 'yes') {
    return 'no';
  }
  const bounded = limits
    ? worstOf(
        limits.filter(({ Effect }) => Effect === 'Allow'),
        action,
        resource,
      )
    : 'yes';
  if (bounded === 'no') {
    return 'no';
  }
  const certain = isPlain(allow) && denied === 'no' && bounded === 'yes';
  return certain ? 'yes' : 'unknown';
}

/** Whether any of the statements surely, maybe or never speaks of the call. */
function worstOf(
  statements: readonly PolicyStatement[],
  action: string,
  resource: string,
): Ability {
  const covering = statements.filter(
    statement =>
      namesAction(statement, action) && touchesResource(statement, resource),
  );
  if (covering.some(s => isPlain(s) && coversResource(s, resource))) {
    return 'yes';
  }
  return covering.length > 0 ? 'unknown' : 'no';
}

/** Nothing in the statement but what is compared here. */
function isPlain(statement: PolicyStatement): boolean {
  return (
    statement.Condition === undefined && statement.NotResource === undefined
  );
}

function coversResource(statement: PolicyStatement, resource: string): boolean {
  return asList(statement.Resource).some(pattern =>
    matchesPattern(pattern, resource),
  );
}

/** Whether some resource is meant by both, as far as patterns tell. */
function touchesResource(
  statement: PolicyStatement,
  resource: string,
): boolean {
  return (
    statement.NotResource !== undefined ||
    asList(statement.Resource).some(
      pattern =>
        matchesPattern(pattern, resource) || matchesPattern(resource, pattern),
    )
  );
}

function named(reach: readonly Reach[], name: RegExp): Reach[] {
  return reach.map(({ resource, ability }) => ({
    resource: name.exec(resource)?.[1] ?? resource,
    ability,
  }));
}

/** Whether some of the reach is about one of the targets, in every region. */
function anywhere(
  reach: readonly Reach[],
  on: readonly Target[],
  home: Arn | undefined,
): Ability {
  const about = reach.map(({ resource, ability }): Ability => {
    const levels = on.map(target => names(resource, target, home));
    return worst([best(levels), ability]);
  });
  return best(about);
}

/** Whether a resource of a policy is all of a target, or some of it. */
function names(
  resource: string,
  [service, target]: Target,
  home: Arn | undefined,
): Ability {
  const [, partition = '*', owner = '*', region = '*', account = '*', ...rest] =
    resource.split(':');
  // What ends in a wildcard before its last part goes on with anything.
  const about = rest.length > 0 ? rest.join(':') : '*';
  return worst([
    matchesPattern(owner, service) ? 'yes' : 'no',
    place(partition, home?.partition),
    // Which regions there will be nodes in is not known.
    region === '*' ? 'yes' : 'unknown',
    place(account, home?.accountId),
    ofTarget(about, target),
  ]);
}

function ofTarget(about: string, target: string): Ability {
  if (matchesPattern(about, target)) {
    return 'yes';
  }
  // Part of a target that is one thing is none of it.
  return target !== '*' && matchesPattern(target, about) ? 'unknown' : 'no';
}

function place(pattern: string, own: string | undefined): Ability {
  if (pattern === '*') {
    return 'yes';
  }
  if (own === undefined) {
    return 'unknown';
  }
  return matchesPattern(pattern, own) ? 'yes' : 'no';
}

function best(abilities: readonly Ability[]): Ability {
  return (
    (['yes', 'unknown'] as const).find(level => abilities.includes(level)) ??
    'no'
  );
}

function worst(abilities: readonly Ability[]): Ability {
  return (
    (['no', 'unknown'] as const).find(level => abilities.includes(level)) ??
    'yes'
  );
}
