import { LoggerService } from '@backstage/backend-plugin-api';
import {
  accessRequestPolicy,
  ConnectAccount,
  ConnectNode,
  connectTarget,
  connectWay,
  EntityConnect,
  EntityInstances,
  EntityRoles,
  nodeKindOf,
  RegionFault,
  RoleReadiness,
  RoleStatus,
  sessionKeyOf,
  tunnelStatement,
  UserAccess,
  userPolicy,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { configuredAccount } from '../accounts/configuredAccounts';
import { Deadlines } from '../accounts/deadlines';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { EntityInstancesService } from '../instances/EntityInstancesService';
import { readableInstances } from '../instances/readableInstances';
import { RoleAccess } from '../permissions/RoleAccess';
import {
  EntityRolesRequest,
  RoleStatusService,
} from '../roles/RoleStatusService';
import { describeNode, KnownNode, knownNodes, RoleNode } from './connectNodes';
import {
  ConnectPlaceReader,
  createConnectPlaceReader,
  Place,
  ConnectReadOptions,
  SessionKey,
} from './connectPlaces';
import { ConnectService } from './ConnectService';

interface ConnectDeps {
  accounts: AwsAccounts;
  entityInstances: EntityInstancesService;
  logger: LoggerService;
  readCache: SharedReadCache;
  roleAccess: Pick<RoleAccess, 'readableAccounts'>;
  roleStatus: Pick<RoleStatusService, 'getEntityRoles' | 'getRoleReadiness'>;
  startDeadline: Deadlines;
}

/** Does not call AWS before the first request. */
export function createConnectService(deps: ConnectDeps): ConnectService {
  const all = { ...deps, places: createConnectPlaceReader(deps) };
  return { getConnect: request => getConnect(all, request) };
}

type Deps = ConnectDeps & { places: ConnectPlaceReader };

async function getConnect(
  deps: Deps,
  request: EntityRolesRequest,
): Promise<EntityConnect> {
  const [roles, tagged] = await Promise.all([
    deps.roleStatus.getEntityRoles(request),
    readTagged(deps, request),
  ]);
  const readings = await readRoles(deps, request, roles);
  const nodes = knownNodes(tagged.instances, readings.flatMap(roleNodes));
  const options = {
    fresh: request.refresh ?? false,
    deadline: deps.startDeadline(),
  };
  const [shown, access] = await Promise.all([
    describeNodes(deps, nodes, tagged, options),
    tagged.isNameShared
      ? { accounts: [], times: [] }
      : describeAccounts(nodes, tagged.tag, {
          accounts: deps.accounts,
          readKey: place => readSessionKey(deps, place, readings, options),
        }),
  ]);
  return {
    nodes: shown.nodes.sort(byPlaceAndName),
    accounts: access.accounts,
    incomplete: incompleteOf(roles, readings, tagged),
    tag: tagged.tag,
    ...(tagged.isNameShared && { isNameShared: true }),
    checkedAt: oldest([
      roles.checkedAt,
      tagged.checkedAt,
      ...readings.map(({ reading }) => reading.checkedAt),
      ...[...shown.times, ...access.times].map(time =>
        new Date(time).toISOString(),
      ),
    ]),
  };
}

async function readTagged(
  { entityInstances, roleAccess }: Deps,
  request: EntityRolesRequest,
): Promise<EntityInstances> {
  const { entityRef, credentials } = request;
  return readableInstances(
    await entityInstances.getEntityInstances(request),
    await roleAccess.readableAccounts(entityRef, credentials),
  );
}

/** The readiness of a role in a region, with the nodes that use the role. */
interface RegionReading {
  role: RoleStatus;
  region?: string;
  reading: RoleReadiness;
}

/** Reads each role in all regions where nodes may use it. */
function readRoles(
  { accounts, roleStatus }: Deps,
  request: EntityRolesRequest,
  { roles }: EntityRoles,
): Promise<RegionReading[]> {
  return Promise.all(
    roles.flatMap(role =>
      regionsOf(accounts, role).map(async region => ({
        role,
        region,
        reading: await roleStatus.getRoleReadiness({
          ...request,
          roleArn: role.roleArn,
          region,
        }),
      })),
    ),
  );
}

/** Without an instance profile, hybrid nodes may use the role in any region. */
function regionsOf(
  accounts: AwsAccounts,
  role: RoleStatus,
): Array<string | undefined> {
  if (role.status !== 'found') {
    return [];
  }
  const configured = configuredAccount(accounts, role.accountId)?.regions ?? [];
  const used = role.readiness?.regions ?? [];
  const regions = role.instanceProfile ? used : [...configured, ...used];
  return regions.length > 0 ? [...new Set(regions)] : [undefined];
}

function roleNodes({ role, reading }: RegionReading): RoleNode[] {
  if (reading.status !== 'found' || reading.instances.status !== 'read') {
    return [];
  }
  const { region, readiness } = reading;
  const { accountId } = role;
  return reading.instances.instances.map(seen => ({
    accountId,
    region,
    seen,
    readiness,
  }));
}

async function describeNodes(
  deps: Deps,
  nodes: readonly KnownNode[],
  { incomplete, isNameShared, tag }: EntityInstances,
  options: ConnectReadOptions,
): Promise<{ nodes: ConnectNode[]; times: number[] }> {
  const withoutRole = nodes.filter(({ used }) => !used);
  const hybrid = nodes.filter(({ nodeId }) => nodeKindOf(nodeId) === 'hybrid');
  const [pings, tagged] = await Promise.all([
    readByPlace(withoutRole, (place, some) =>
      deps.places.readPings(
        place,
        some.map(({ nodeId }) => nodeId),
        options,
      ),
    ),
    // A name that several entities share says nothing about a node's owner.
    readByPlace(isNameShared ? [] : hybrid, place =>
      deps.places.readTagged(place, tag, options),
    ),
  ]);
  const isTagKnown = ({ accountId }: Place) =>
    !isNameShared && !incomplete.some(fault => fault.accountId === accountId);
  return {
    nodes: nodes.map(node => ({
      ...describeNode(node, {
        pings: valueIn(pings, node),
        isTagKnown: isTagKnown(node),
        taggedNodes: valueIn(tagged, node),
      }),
      ...wayTo(deps, node),
    })),
    times: [...pings, ...tagged].map(({ reading }) => reading.readAt),
  };
}

interface PlaceReading<T> {
  place: Place;
  reading: Reading<T>;
}

function readByPlace<T>(
  nodes: readonly KnownNode[],
  read: (place: Place, nodes: readonly KnownNode[]) => Promise<Reading<T>>,
): Promise<PlaceReading<T>[]> {
  return Promise.all(
    byPlace(nodes).map(async ([place, some]) => ({
      place,
      reading: await read(place, some),
    })),
  );
}

function valueIn<T>(
  readings: readonly PlaceReading<T>[],
  node: Place,
): T | undefined {
  return readings.find(({ place }) => isSamePlace(place, node))?.reading.value;
}

function wayTo(
  { accounts }: Deps,
  { nodeId, accountId, region }: KnownNode,
): Pick<ConnectNode, 'accountName' | 'way'> {
  const { name, connect } = configuredAccount(accounts, accountId) ?? {};
  return {
    ...(name && { accountName: name }),
    way: connectWay(connectTarget({ accountId, region, nodeId }), connect),
  };
}

/** The session key, from the readiness of a role in the same place if possible. */
async function readSessionKey(
  { places }: Deps,
  place: Place,
  readings: readonly RegionReading[],
  options: ConnectReadOptions,
): Promise<Reading<SessionKey>> {
  for (const { role, reading } of readings) {
    const { accountId } = role;
    if (
      reading.status === 'found' &&
      isSamePlace({ accountId, region: reading.region }, place)
    ) {
      return {
        value: sessionKeyOf(reading),
        readAt: Date.parse(reading.checkedAt),
      };
    }
  }
  return places.readSessionKey(place, options);
}

interface AccountDeps {
  accounts: AwsAccounts;
  readKey(place: Place): Promise<Reading<SessionKey>>;
}

async function describeAccounts(
  nodes: readonly KnownNode[],
  instanceTag: UserAccess['instanceTag'],
  deps: AccountDeps,
): Promise<{ accounts: ConnectAccount[]; times: number[] }> {
  const ids = [...new Set(nodes.map(({ accountId }) => accountId))];
  const described = await Promise.all(
    ids.map(id =>
      describeAccount(
        nodes.filter(({ accountId }) => accountId === id),
        instanceTag,
        deps,
      ),
    ),
  );
  return {
    accounts: described.map(({ account }) => account).sort(byAccount),
    times: described.flatMap(({ times }) => times),
  };
}

/** @param nodes - nodes of one account, at least one */
async function describeAccount(
  nodes: readonly KnownNode[],
  instanceTag: UserAccess['instanceTag'],
  { accounts, readKey }: AccountDeps,
): Promise<{ account: ConnectAccount; times: number[] }> {
  const [{ accountId }] = nodes;
  const regions = [...new Set(nodes.map(({ region }) => region))].sort();
  const keys = await Promise.all(
    regions.map(region => readKey({ accountId, region })),
  );
  const { name, connect } = configuredAccount(accounts, accountId) ?? {};
  const access: UserAccess = {
    accountId,
    instanceTag,
    regions: regions.map((region, index) => ({
      region,
      sessionKeyArn: keys[index].value.arn,
    })),
    nodeKinds: [...new Set(nodes.map(({ nodeId }) => nodeKindOf(nodeId)))],
  };
  return {
    account: {
      accountId,
      ...(name && { accountName: name }),
      regions,
      ...(connect?.justInTime
        ? { policy: accessRequestPolicy(access), unknown: [] }
        : {
            policy: userPolicy(access),
            tunnels: tunnelStatement(access),
            unknown: keys.flatMap(({ value }) => value.unknown ?? []),
          }),
    },
    times: keys.map(({ readAt }) => readAt),
  };
}

/** The places whose nodes could not be read, without duplicates. */
function incompleteOf(
  { roles, incomplete }: EntityRoles,
  readings: readonly RegionReading[],
  tagged: EntityInstances,
): RegionFault[] {
  const faults: RegionFault[] = [
    ...tagged.incomplete,
    ...incomplete,
    ...roles.flatMap(role =>
      role.status === 'fault' ? placed(role, role) : [],
    ),
    ...readings.flatMap(({ role, region, reading }) => {
      const result = reading.status === 'found' ? reading.instances : reading;
      return result.status === 'fault'
        ? placed(role, { ...result, region })
        : [];
    }),
  ];
  const keys = faults.map(({ accountId, region }) => `${accountId} ${region}`);
  return faults.filter((_, index) => keys.indexOf(keys[index]) === index);
}

function placed(
  { accountId, accountName }: RoleStatus,
  { fault, region }: Pick<RegionFault, 'fault' | 'region'>,
): RegionFault[] {
  return [
    {
      accountId,
      ...(accountName && { accountName }),
      ...(region && { region }),
      fault,
    },
  ];
}

function byPlace(nodes: readonly KnownNode[]): Array<[Place, KnownNode[]]> {
  const places: Array<[Place, KnownNode[]]> = [];
  for (const node of nodes) {
    const known = places.find(([place]) => isSamePlace(place, node));
    if (known) {
      known[1].push(node);
    } else {
      const { accountId, region } = node;
      places.push([{ accountId, region }, [node]]);
    }
  }
  return places;
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.accountId === b.accountId && a.region === b.region;
}

function byPlaceAndName(a: ConnectNode, b: ConnectNode): number {
  return sortText(a).localeCompare(sortText(b), 'en', { numeric: true });
}

function sortText(node: ConnectNode): string {
  const { accountName, accountId, region, name, nodeId } = node;
  return [accountName, accountId, region, name, nodeId].join(' ');
}

function byAccount(a: ConnectAccount, b: ConnectAccount): number {
  return [a.accountName, a.accountId]
    .join(' ')
    .localeCompare([b.accountName, b.accountId].join(' '), 'en');
}

function oldest(times: readonly string[]): string {
  return times.reduce((first, time) => (time < first ? time : first));
}
