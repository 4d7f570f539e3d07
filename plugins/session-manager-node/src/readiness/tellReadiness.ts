import { createHash } from 'node:crypto';
import {
  AskedCall,
  askedCalls,
  boundaryOf,
  CompleteRoleSnapshot,
  ExistingRole,
  heedSecondOpinion,
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
  SecondOpinion,
  SeenInstances,
  SessionFacts,
  SessionRole,
  sessionRoleOf,
  SpecSurroundings,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { awsFault } from '../fault/awsFault';
import { readManagedPolicy } from '../role/readManagedPolicy';
import { listNodes, Node } from './listNodes';
import { ReadCache, roleSubject } from '../cache/ReadCache';
import { isKnown } from './notKnown';
import { readHostManagement } from './readHostManagement';
import { readInstanceTier } from './readInstanceTier';
import { readSurroundings, Surroundings } from './readSurroundings';
import { repairOf } from './repairOf';
import { secondOpinion } from './secondOpinion';
import { seenInstance } from './seenInstance';
import { settleFacts } from './settleFacts';

/**
 * Where a role is told of.
 *
 * @public
 */
export interface TellingPlace {
  accounts: AwsAccounts;
  account: AwsAccount;
  region: string;
  cache: ReadCache;
}

/**
 * Whether sessions on a role that IAM has start and are logged in a region,
 * with AWS's own second opinion.
 *
 * @public
 */
export async function tellReadiness(
  snapshot: ExistingRole,
  place: TellingPlace,
): Promise<Surroundings & Pick<RoleEvidence, 'readiness' | 'secondOpinion'>> {
  const role = knownRole(snapshot);
  const kinds = nodeKindsOf(role, place.region);
  const read = await readSurroundings(place);
  const surroundings = await settled(
    role,
    // Only to hybrid nodes does it matter.
    kinds.includes('hybrid') ? await withInstanceTier(read, place) : read,
    {
      ...place,
      role: { arn: role.arn, instanceProfileArns: profilesHolding(snapshot) },
    },
  );
  const { preferences } = surroundings;
  const readiness = readinessOf({ role, ...surroundings });
  const opinion = await opinionOn(role, readiness, surroundings, place);
  // Who may read the role may not thereby read what its instances are tagged.
  const { taggedInstances, ...told } = surroundings.facts;
  return {
    preferences,
    facts: told,
    readiness: heedSecondOpinion(readiness, opinion, {
      // What harms no hybrid node may harm the other.
      target: kinds.includes('ec2') ? 'ec2' : 'hybrid',
      streams:
        preferences.status === 'unknown'
          ? undefined
          : preferences.preferences.cloudWatchStreamingEnabled,
    }),
    secondOpinion: opinion,
  };
}

/** With what the prediction of a role needs besides. */
async function settled(
  role: SessionRole,
  { preferences, facts }: Surroundings,
  place: Parameters<typeof settleFacts>[2],
): Promise<Surroundings> {
  const settle = async (known: SessionFacts): Promise<Surroundings> => ({
    preferences,
    facts: await settleFacts(
      readinessOf({ role, preferences, facts: known }),
      known,
      place,
    ),
  });
  const own = await settle(facts);
  // The role that is lent has policies of its own.
  return settle(await withHostManagement(role, own, place));
}

async function withInstanceTier(
  { preferences, facts }: Surroundings,
  { account, region, cache }: TellingPlace,
): Promise<Surroundings> {
  const { accountId } = account.settings;
  const instanceTier = await cache.getOrLoad(
    `instance-tier:${accountId}:${region}`,
    () => readInstanceTier(account, region),
    {
      isSettled: isKnown,
      about: [{ what: 'environment', accountId }],
    },
  );
  return { preferences, facts: { ...facts, instanceTier } };
}

/** What Default Host Management makes up for. */
const MADE_UP_FOR: readonly ProblemCode[] = [
  'trust-does-not-admit-the-node',
  'update-instance-information-denied',
];

/** Only of a role that may not register does it matter what is lent to it. */
async function withHostManagement(
  role: SessionRole,
  surroundings: Surroundings,
  { account, region, cache }: TellingPlace,
): Promise<SessionFacts> {
  const { facts } = surroundings;
  const { problems, purpose } = readinessOf({ role, ...surroundings });
  const needsNone = !problems.some(({ code }) => MADE_UP_FOR.includes(code));
  return needsNone || purpose || !nodeKindsOf(role, region).includes('ec2')
    ? facts
    : {
        ...facts,
        defaultHostManagement: await cache.getOrLoad(
          `host-management:${account.settings.accountId}:${region}`,
          () => readHostManagement({ account, region, cache }),
          {
            isSettled: isKnown,
            about: (['environment', 'role'] as const).map(what => ({
              what,
              accountId: account.settings.accountId,
            })),
          },
        ),
      };
}

/**
 * Whether sessions would start and be logged on a role as a spec wants it,
 * whether there is one or not.
 *
 * @param kinds - the kinds of node that the answer must do for: a form may go
 *   on with another than its spec has
 * @public
 */
export async function tellSpec(
  spec: ResolvedRoleSpec,
  place: TellingPlace,
  kinds: readonly NodeKind[] = [spec.target],
): Promise<SpecSurroundings & { readiness: Readiness }> {
  const [surroundings, boundary] = await Promise.all([
    readSurroundings(place),
    readBoundary(spec, place),
  ]);
  const role = roleOfSpec(
    spec,
    typeof boundary === 'object' ? boundary.document : boundary,
  );
  const told = {
    ...(await settled(
      role,
      kinds.includes('hybrid')
        ? await withInstanceTier(surroundings, place)
        : surroundings,
      place,
    )),
    ...knownBoundary(spec, boundary),
  };
  return { ...told, readiness: predictSpec(spec, told) };
}

function knownBoundary(
  { permissionsBoundaryArn: arn }: ResolvedRoleSpec,
  boundary: Boundary,
): Pick<SpecSurroundings, 'boundary'> {
  if (arn === undefined || boundary === undefined) {
    return {};
  }
  const document = boundary === 'unknown' ? boundary : boundary.document;
  return { boundary: { arn, document } };
}

type Boundary = NamedPolicy | 'unknown' | undefined;

async function readBoundary(
  { permissionsBoundaryArn: arn }: ResolvedRoleSpec,
  { account, cache }: TellingPlace,
): Promise<Boundary> {
  try {
    return arn ? await readManagedPolicy({ account, arn, cache }) : undefined;
  } catch {
    return 'unknown';
  }
}

/**
 * The readiness and all that it is told from, with the role's instances in the
 * region.
 *
 * @public
 */
export async function readEvidence(
  snapshot: ExistingRole<CompleteRoleSnapshot>,
  place: TellingPlace,
): Promise<RoleEvidence> {
  const [told, nodes] = await Promise.all([
    tellReadiness(snapshot, place),
    readNodes(snapshot, place),
  ]);
  const boundary = boundaryOf(snapshot);
  return {
    status: 'found',
    region: place.region,
    regions: [...place.account.regions],
    ...told,
    policies: policiesOf(snapshot) ?? [],
    trust: snapshot.role.trust,
    ...(typeof boundary === 'object' ? { boundary } : {}),
    instances: seenInstances(nodes, told.readiness),
    repair: repairOf(snapshot, told),
  };
}

/** Nothing is predicted of a role whose policies are not all known. */
function knownRole(snapshot: ExistingRole): SessionRole {
  const role = sessionRoleOf(snapshot);
  if (!role) {
    throw new TypeError(`Not all policies of ${snapshot.role.arn} were read`);
  }
  return role;
}

/** Of the role that instances really run on. */
function opinionOn(
  own: SessionRole,
  { insteadOfRole }: Readiness,
  { preferences, facts }: Surroundings,
  { account, cache }: TellingPlace,
): Promise<SecondOpinion> {
  const { defaultHostManagement: lent } = facts;
  const role =
    insteadOfRole && lent && isKnown(lent) && lent.known ? lent.known : own;
  const calls = askedCalls({
    role,
    preferences:
      preferences.status === 'unknown'
        ? parsePreferences({})
        : preferences.preferences,
    facts,
  });
  return cache.getOrLoad(
    `second-opinion:${role.arn}:${digestOf(calls)}`,
    () => secondOpinion(account, role.arn, calls),
    {
      isSettled: ({ status }) => status === 'given',
      about: [roleSubject(role.arn)],
    },
  );
}

/** An opinion counts for the very calls, and what was thought of them. */
function digestOf(calls: readonly AskedCall[]): string {
  return createHash('sha256').update(JSON.stringify(calls)).digest('base64url');
}

type Nodes =
  | {
      status: 'read';
      nodes: Array<{ node: Node; kind: NodeKind }>;
      count: number;
    }
  | Extract<SeenInstances, { status: 'fault' }>;

function readNodes(
  snapshot: ExistingRole,
  { account, region, cache }: TellingPlace,
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
          nodeKindsOf(knownRole(snapshot), region).map(list),
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
      isSettled: ({ status }) => status === 'read',
      about: [
        roleSubject(arn),
        { what: 'instances', accountId: account.settings.accountId },
      ],
    },
  );
}

function seenInstances(nodes: Nodes, readiness: Readiness): SeenInstances {
  return nodes.status === 'fault'
    ? nodes
    : {
        status: 'read',
        instances: nodes.nodes.map(({ node, kind }) =>
          seenInstance(node, kind, {
            ...readiness,
            ...readiness.byNodeKind?.[kind],
          }),
        ),
        count: nodes.count,
      };
}
