import { createHash } from 'node:crypto';
import {
  PredictedCall,
  predictedCalls,
  boundaryOf,
  ExistingRole,
  applySimulatorResult,
  NamedPolicy,
  NodeKind,
  nodeKindsOf,
  parsePreferences,
  policiesOf,
  predictSpec,
  ProblemCode,
  profilesHolding,
  Readiness,
  readinessOf,
  ResolvedRoleSpec,
  RoleEvidence,
  roleOfSpec,
  SimulatorResult,
  ObservedInstances,
  SessionEnvironment,
  SessionFacts,
  SessionRole,
  sessionRoleOf,
  SpecEnvironment,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { awsFault } from '../fault/awsFault';
import { readManagedPolicy } from '../role/readManagedPolicy';
import { listNodes, ManagedNode } from './listNodes';
import { ReadCache, roleSubject } from '../cache/ReadCache';
import { isKnown } from './notKnown';
import { readSessionEnvironment } from './readSessionEnvironment';
import { hostManagementOf, instanceTierOf } from './regionFacts';
import { repairOf } from './repairOf';
import { simulateCalls } from './simulateCalls';
import { observedInstance } from './observedInstance';
import { resolveFacts } from './resolveFacts';

/**
 * Where readiness is predicted.
 *
 * @public
 */
export interface ReadinessContext {
  accounts: AwsAccounts;
  account: AwsAccount;
  region: string;
  cache: ReadCache;
}

/**
 * Predicts whether sessions on an existing role start and are logged in a
 * region, checked against the IAM policy simulator.
 *
 * @public
 */
export async function predictRoleReadiness(
  snapshot: ExistingRole,
  place: ReadinessContext,
): Promise<
  SessionEnvironment & Pick<RoleEvidence, 'readiness' | 'simulatorResult'>
> {
  const role = requireSessionRole(snapshot);
  const kinds = nodeKindsOf(role, place.region);
  const read = await readSessionEnvironment(place);
  const environment = await resolveOpenFacts(
    role,
    // The tier only affects hybrid nodes.
    kinds.includes('hybrid') ? await withInstanceTier(read, place) : read,
    {
      ...place,
      role: { arn: role.arn, instanceProfileArns: profilesHolding(snapshot) },
    },
  );
  const { preferences } = environment;
  const readiness = readinessOf({ role, ...environment });
  const simulatorResult = await simulatorResultFor(
    role,
    readiness,
    environment,
    place,
  );
  // A caller who may read the role is not necessarily allowed to read the tags
  // of its instances.
  const { taggedInstances, ...facts } = environment.facts;
  return {
    preferences,
    facts,
    readiness: applySimulatorResult(readiness, simulatorResult, {
      // Problems that do not affect hybrid nodes can affect EC2 instances.
      target: kinds.includes('ec2') ? 'ec2' : 'hybrid',
      streams:
        preferences.status === 'unknown'
          ? undefined
          : preferences.preferences.cloudWatchStreamingEnabled,
    }),
    simulatorResult,
  };
}

/** Adds the facts that the prediction of a role depends on. */
async function resolveOpenFacts(
  role: SessionRole,
  { preferences, facts }: SessionEnvironment,
  place: Parameters<typeof resolveFacts>[2],
): Promise<SessionEnvironment> {
  const resolveWith = async (
    known: SessionFacts,
  ): Promise<SessionEnvironment> => ({
    preferences,
    facts: await resolveFacts(
      readinessOf({ role, preferences, facts: known }),
      known,
      place,
    ),
  });
  const own = await resolveWith(facts);
  // The role of Default Host Management has policies of its own.
  return resolveWith(await withHostManagement(role, own, place));
}

async function withInstanceTier(
  { preferences, facts }: SessionEnvironment,
  place: ReadinessContext,
): Promise<SessionEnvironment> {
  const instanceTier = await instanceTierOf(place);
  return { preferences, facts: { ...facts, instanceTier } };
}

/** Problems that Default Host Management compensates for. */
const COVERED_BY_HOST_MANAGEMENT: readonly ProblemCode[] = [
  'trust-does-not-admit-the-node',
  'update-instance-information-denied',
];

/**
 * Default Host Management only matters for a role that is not allowed to
 * register.
 */
async function withHostManagement(
  role: SessionRole,
  environment: SessionEnvironment,
  place: ReadinessContext,
): Promise<SessionFacts> {
  const { facts } = environment;
  const { problems, purpose } = readinessOf({ role, ...environment });
  const needsNone = !problems.some(({ code }) =>
    COVERED_BY_HOST_MANAGEMENT.includes(code),
  );
  return needsNone ||
    purpose ||
    !nodeKindsOf(role, place.region).includes('ec2')
    ? facts
    : { ...facts, defaultHostManagement: await hostManagementOf(place) };
}

/**
 * Predicts whether sessions would start and be logged on a role that matches
 * the spec, whether or not the role exists.
 *
 * @param kinds - the kinds of node to cover: a form may continue with another
 * one than its spec has
 *
 * @public
 */
export async function predictSpecReadiness(
  spec: ResolvedRoleSpec,
  place: ReadinessContext,
  kinds: readonly NodeKind[] = [spec.target],
): Promise<SpecEnvironment & { readiness: Readiness }> {
  const [environment, boundary] = await Promise.all([
    readSessionEnvironment(place),
    readBoundary(spec, place),
  ]);
  const role = roleOfSpec(
    spec,
    typeof boundary === 'object' ? boundary.document : boundary,
  );
  const specEnvironment = {
    ...(await resolveOpenFacts(
      role,
      kinds.includes('hybrid')
        ? await withInstanceTier(environment, place)
        : environment,
      place,
    )),
    ...knownBoundary(spec, boundary),
  };
  return {
    ...specEnvironment,
    readiness: predictSpec(spec, specEnvironment),
  };
}

function knownBoundary(
  { permissionsBoundaryArn: arn }: ResolvedRoleSpec,
  boundary: Boundary,
): Pick<SpecEnvironment, 'boundary'> {
  if (arn === undefined || boundary === undefined) {
    return {};
  }
  const document = boundary === 'unknown' ? boundary : boundary.document;
  return { boundary: { arn, document } };
}

type Boundary = NamedPolicy | 'unknown' | undefined;

async function readBoundary(
  { permissionsBoundaryArn: arn }: ResolvedRoleSpec,
  { account, cache }: ReadinessContext,
): Promise<Boundary> {
  try {
    return arn ? await readManagedPolicy({ account, arn, cache }) : undefined;
  } catch {
    return 'unknown';
  }
}

/**
 * Returns the readiness and everything that it is based on, with the role's
 * instances in the region.
 *
 * @public
 */
export async function readEvidence(
  snapshot: ExistingRole,
  place: ReadinessContext,
): Promise<RoleEvidence> {
  const [prediction, nodes] = await Promise.all([
    predictRoleReadiness(snapshot, place),
    readNodes(snapshot, place),
  ]);
  const boundary = boundaryOf(snapshot);
  return {
    status: 'found',
    region: place.region,
    regions: [...place.account.regions],
    ...prediction,
    policies: policiesOf(snapshot) ?? [],
    trust: snapshot.role.trust,
    ...(typeof boundary === 'object' ? { boundary } : {}),
    instances: observedInstances(nodes, prediction.readiness),
    repair: repairOf(snapshot, prediction),
  };
}

/** A prediction requires that all policies of the role are known. */
function requireSessionRole(snapshot: ExistingRole): SessionRole {
  const role = sessionRoleOf(snapshot);
  if (!role) {
    throw new TypeError(`Not all policies of ${snapshot.role.arn} were read`);
  }
  return role;
}

/** Simulates the role that the instances actually use. */
function simulatorResultFor(
  own: SessionRole,
  { insteadOfRole }: Readiness,
  { preferences, facts }: SessionEnvironment,
  { account, cache }: ReadinessContext,
): Promise<SimulatorResult> {
  const { defaultHostManagement: hostRole } = facts;
  const role =
    insteadOfRole && hostRole && isKnown(hostRole) && hostRole.known
      ? hostRole.known
      : own;
  const calls = predictedCalls({
    role,
    preferences:
      preferences.status === 'unknown'
        ? parsePreferences({})
        : preferences.preferences,
    facts,
  });
  return cache.getOrLoad(
    `simulator-result:${role.arn}:${digestOf(calls)}`,
    () => simulateCalls(account, role.arn, calls),
    {
      isStable: ({ status }) => status === 'given',
      about: [roleSubject(role.arn)],
    },
  );
}

/**
 * A simulator result is only valid for the same calls and the same predictions.
 */
function digestOf(calls: readonly PredictedCall[]): string {
  return createHash('sha256').update(JSON.stringify(calls)).digest('base64url');
}

type Nodes =
  | {
      status: 'read';
      nodes: Array<{ node: ManagedNode; kind: NodeKind }>;
      count: number;
    }
  | Extract<ObservedInstances, { status: 'fault' }>;

function readNodes(
  snapshot: ExistingRole,
  { account, region, cache }: ReadinessContext,
): Promise<Nodes> {
  const { arn, roleName } = snapshot.role;
  const instanceProfileArns = profilesHolding(snapshot);
  const list = async (kind: NodeKind) => {
    const { nodes, count } = await listNodes(
      account,
      region,
      kind === 'hybrid' ? { hybridRole: roleName } : { instanceProfileArns },
    );
    return { nodes: nodes.map(node => ({ node, kind })), count };
  };
  return cache.getOrLoad<Nodes>(
    `nodes:${arn}:${region}`,
    async () => {
      try {
        const lists = await Promise.all(
          nodeKindsOf(requireSessionRole(snapshot), region).map(list),
        );
        return {
          status: 'read',
          nodes: lists.flatMap(({ nodes }) => nodes),
          count: lists.reduce((sum, { count }) => sum + count, 0),
        };
      } catch (error) {
        return { status: 'fault', fault: awsFault(error) };
      }
    },
    {
      isStable: ({ status }) => status === 'read',
      about: [
        roleSubject(arn),
        { what: 'instances', accountId: account.settings.accountId },
      ],
    },
  );
}

function observedInstances(
  nodes: Nodes,
  readiness: Readiness,
): ObservedInstances {
  return nodes.status === 'fault'
    ? nodes
    : {
        status: 'read',
        instances: nodes.nodes.map(({ node, kind }) =>
          observedInstance(node, kind, {
            ...readiness,
            ...readiness.byNodeKind?.[kind],
          }),
        ),
        count: nodes.count,
      };
}
