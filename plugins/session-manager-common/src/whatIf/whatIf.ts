import { roleOfArn } from '../aws/arn';
import { ExistingRole } from '../role/RoleSnapshot';
import {
  readinessState,
  ReadinessState,
  worstReadiness,
} from '../readiness/explain/headline';
import { Problem, ProblemCode, Readiness } from '../readiness/model/Readiness';
import { SessionEnvironment } from '../readiness/model/SessionEnvironment';
import {
  predictRegions,
  RegionPrediction,
  RoleInRegions,
} from '../readiness/predict/predictRegions';
import {
  Affected,
  ChangedEnvironment,
  changeEnvironment,
  EnvironmentPlace,
} from './changeEnvironment';
import { changeRole, isAboutRoles } from './changeRole';
import { verdictOn, WhatIfVerdict, worstVerdict } from './verdicts';
import { WhatIfChange, WhatIfResources } from './WhatIfChange';

/**
 * A role as it is stored.
 *
 * @public
 */
export interface WhatIfRole extends RoleInRegions {
  /** Its service, and the owner of that. */
  entityRef?: string;
  owner?: string;
  /** The predictions from the same snapshot and environments, if they are known. */
  predictions?: readonly RegionPrediction[];
}

/**
 * What a change does to a role.
 *
 * @public
 */
export interface WhatIfItem {
  roleArn: string;
  entityRef?: string;
  owner?: string;
  verdict: WhatIfVerdict;
  before: ReadinessState;
  after: ReadinessState;
  /** The problems that the role gets, or that become certain. */
  appeared: WhatIfProblem[];
  /** The codes of the problems that it no longer has. */
  gone: ProblemCode[];
}

/** @public */
export type WhatIfProblem = Problem & { region: string };

/**
 * What a change does to a role that may not be affected.
 *
 * @public
 */
export type WhatIfOutcome = Pick<WhatIfItem, 'before' | 'after'> & {
  /** Absent if the role is not affected. */
  item?: WhatIfItem;
};

/**
 * What a change does to roles.
 *
 * @public
 */
export interface WhatIfResult {
  total: number;
  before: Partial<Record<ReadinessState, number>>;
  after: Partial<Record<ReadinessState, number>>;
  verdicts: Partial<Record<WhatIfVerdict, number>>;
  /** The roles that are affected, or may be, in the order of the roles. */
  items: WhatIfItem[];
}

/**
 * Predicts what a change does to each of some roles, from what was last read of
 * them and of their environments.
 *
 * @public
 */
export function whatIf(
  change: WhatIfChange,
  roles: Iterable<WhatIfRole>,
  resources?: WhatIfResources,
): WhatIfResult {
  const predict = createWhatIf(change, resources);
  const result = emptyWhatIf();
  for (const role of roles) {
    addOutcome(result, predict(role));
  }
  return result;
}

/**
 * Returns a function that does the same for one role. Environments that several
 * roles have in common should be the same objects, because each is changed once.
 *
 * @public
 */
export function createWhatIf(
  change: WhatIfChange,
  resources?: WhatIfResources,
): (role: WhatIfRole) => WhatIfOutcome {
  const changed = new WeakMap<
    SessionEnvironment,
    Map<string, ChangedEnvironment>
  >();
  return role => outcomeFor(role, change, environmentAfter);

  function environmentAfter(
    environment: SessionEnvironment,
    place: EnvironmentPlace,
  ): ChangedEnvironment {
    const byPlace = changed.get(environment) ?? new Map();
    changed.set(environment, byPlace);
    const key = `${place.partition} ${place.accountId} ${place.region}`;
    const known = byPlace.get(key);
    if (known) {
      return known;
    }
    const after = changeEnvironment(environment, place, change, resources);
    byPlace.set(key, after);
    return after;
  }
}

/**
 * The result for no roles.
 *
 * @public
 */
export function emptyWhatIf(): WhatIfResult {
  return { total: 0, before: {}, after: {}, verdicts: {}, items: [] };
}

/**
 * Combines the results for parts of the roles.
 *
 * @public
 */
export function mergeWhatIf(parts: Iterable<WhatIfResult>): WhatIfResult {
  const merged = emptyWhatIf();
  for (const part of parts) {
    merged.total += part.total;
    addCounts(merged.before, part.before);
    addCounts(merged.after, part.after);
    addCounts(merged.verdicts, part.verdicts);
    merged.items.push(...part.items);
  }
  return merged;
}

function addOutcome(
  result: WhatIfResult,
  { before, after, item }: WhatIfOutcome,
): void {
  result.total += 1;
  addCounts(result.before, { [before]: 1 });
  addCounts(result.after, { [after]: 1 });
  addCounts(result.verdicts, { [item?.verdict ?? 'unchanged']: 1 });
  if (item) {
    result.items.push(item);
  }
}

function addCounts<Key extends string>(
  counts: Partial<Record<Key, number>>,
  more: Partial<Record<Key, number>>,
): void {
  for (const [key, count] of Object.entries(more) as Array<[Key, number]>) {
    counts[key] = (counts[key] ?? 0) + count;
  }
}

function outcomeFor(
  role: WhatIfRole,
  change: WhatIfChange,
  environmentAfter: (
    environment: SessionEnvironment,
    place: EnvironmentPlace,
  ) => ChangedEnvironment,
): WhatIfOutcome {
  const { snapshot, regions, entityRef, owner } = role;
  const { arn } = snapshot.role;
  const place = roleOfArn(arn);
  if (!place) {
    throw new RangeError(`"${arn}" is not the ARN of a role`);
  }
  const changes = regions.map(({ region, environment }) => ({
    region,
    ...environmentAfter(environment, { ...place, region }),
  }));
  const roleAfter = isAboutRoles(change)
    ? changeRole(snapshot, place, changes, change)
    : ({ status: 'same' } as const);
  const before = role.predictions ?? predictRegions(role);
  const state = stateOf(before);
  if (
    roleAfter.status === 'same' &&
    changes.every(({ affected }) => affected.size === 0)
  ) {
    return { before: state, after: state };
  }
  const after =
    roleAfter.status === 'unknown'
      ? []
      : predictChanged(change, role, before, changes, roleAfter);
  const found = changes.map(({ region, affected, environment }) =>
    compareRegion(
      region,
      readinessIn(before, region),
      readinessIn(after, region),
      roleAfter.status === 'same' && !hasHostManagement(environment)
        ? affected
        : everything(roleAfter.status !== 'same' || affected.size > 0),
    ),
  );
  const verdict = worstVerdict(
    found.length > 0 ? found.map(one => one.verdict) : ['unknown'],
  );
  const item: WhatIfItem = {
    roleArn: arn,
    ...(entityRef && { entityRef }),
    ...(owner && { owner }),
    verdict,
    before: state,
    after: stateOf(after),
    appeared: found.flatMap(({ appeared }) => appeared),
    gone: [...new Set(found.flatMap(({ gone }) => gone))],
  };
  return {
    before: item.before,
    after: item.after,
    ...(isListed(item) ? { item } : {}),
  };
}

function isListed({ verdict, before, after, appeared, gone }: WhatIfItem) {
  return (
    verdict !== 'unchanged' ||
    before !== after ||
    appeared.length + gone.length > 0
  );
}

/** Only the regions whose inputs differ are predicted again. */
function predictChanged(
  change: WhatIfChange,
  role: WhatIfRole,
  before: readonly RegionPrediction[],
  changes: ReadonlyArray<{ region: string } & ChangedEnvironment>,
  roleAfter: { status: 'same' } | { status: 'changed'; snapshot: ExistingRole },
): readonly RegionPrediction[] {
  const { snapshot, regions, taggedInstances } = role;
  if (roleAfter.status === 'changed') {
    return predictRegions({
      snapshot: roleAfter.snapshot,
      regions: changes.map(({ region, environment }) => ({
        region,
        environment: withoutKnownHost(environment),
      })),
      // Only the tags are known on which the policies before depended.
      taggedInstances: namesTags(change) ? undefined : taggedInstances,
    });
  }
  const differing = changes.filter(
    ({ environment }, index) => environment !== regions[index].environment,
  );
  const again = predictRegions({
    snapshot,
    regions: differing,
    taggedInstances,
  });
  return before.map(
    one => again.find(({ region }) => region === one.region) ?? one,
  );
}

/** Whether a condition on tags is in what a change attaches. */
function namesTags({ attach, boundaries }: WhatIfChange): boolean {
  return /resourcetag\//i.test(JSON.stringify([attach, boundaries]));
}

/**
 * The role of Default Host Management is stored without the ARNs of its policies,
 * so a change of policies may change it, too.
 */
function withoutKnownHost(environment: SessionEnvironment): SessionEnvironment {
  return hasHostManagement(environment)
    ? {
        ...environment,
        facts: {
          ...environment.facts,
          defaultHostManagement: {
            unknown: {
              reason:
                'Whether the change applies to the role of Default Host Management is not known.',
              remedy: 'Check the policies of that role.',
            },
          },
        },
      }
    : environment;
}

function hasHostManagement({ facts }: SessionEnvironment): boolean {
  const { defaultHostManagement: fact } = facts;
  return fact !== undefined && ('unknown' in fact || fact.known !== undefined);
}

/** What may be affected; `undefined`: everything. */
function everything(isAffected: boolean): ReadonlySet<Affected> | undefined {
  return isAffected ? undefined : new Set();
}

function readinessIn(
  predictions: readonly RegionPrediction[],
  region: string,
): Readiness | undefined {
  return predictions.find(one => one.region === region)?.readiness;
}

/** As the fleet shows it. */
function stateOf(predictions: readonly RegionPrediction[]): ReadinessState {
  return predictions.length > 0
    ? readinessState(worstReadiness(predictions).readiness)
    : 'unknown';
}

const NOTHING_KNOWN: Readiness = {
  online: 'unknown',
  starts: 'unknown',
  logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
  problems: [],
};

interface ComparedRegion {
  verdict: WhatIfVerdict;
  appeared: WhatIfProblem[];
  gone: ProblemCode[];
}

function compareRegion(
  region: string,
  before: Readiness = NOTHING_KNOWN,
  after: Readiness = NOTHING_KNOWN,
  affected: ReadonlySet<Affected> | undefined,
): ComparedRegion {
  const was = before.problems.filter(isShown);
  const is = after.problems.filter(isShown);
  const keysBefore = new Set(was.map(keyOf));
  const keysAfter = new Set(is.map(keyOf));
  const appeared = is.filter(problem => !keysBefore.has(keyOf(problem)));
  const codes = new Set(appeared.map(({ code }) => code));
  return {
    verdict:
      affected?.size === 0 ? 'unchanged' : verdictOn(before, after, affected),
    appeared: appeared.map(problem => ({ ...problem, region })),
    gone: was
      .filter(problem => !keysAfter.has(keyOf(problem)))
      .map(({ code }) => code)
      .filter(code => !codes.has(code)),
  };
}

/** As in lists: the others do not change the outcome. */
function isShown({ severity }: Problem): boolean {
  return severity !== 'info';
}

function keyOf(problem: Problem): string {
  const { code, severity, action, resource, nodeKind } = problem;
  return JSON.stringify([code, severity, action, resource, nodeKind]);
}
