import {
  AwsFault,
  ConnectNode,
  ConnectObstacle,
  headline,
  nodeKindOf,
  nodeObstacle,
  Readiness,
  ObservedInstance,
  ServiceInstance,
  Verdict,
} from 'backstage-plugin-session-manager-common';
import {
  ManagedNode,
  TaggedNodes,
} from 'backstage-plugin-session-manager-node';
import { Pings, pingOf, Place } from './connectPlaces';

/** A node that uses a role of the service, and the readiness of that role. */
export interface RoleNode extends Place {
  seen: ObservedInstance;
  readiness: Readiness;
}

/** A node of a service, found by its tag or by its role. */
export interface KnownNode extends Place {
  nodeId: string;
  /** Present if the node has the service's tag. */
  tagged?: ServiceInstance;
  /** Present if the node uses a role of the service that the caller may read. */
  used?: RoleNode;
}

/** Merges nodes found by their tag and by their role. */
export function knownNodes(
  tagged: readonly ServiceInstance[],
  used: readonly RoleNode[],
): KnownNode[] {
  const nodes = new Map<string, KnownNode>();
  const add = (node: KnownNode) => {
    const key = keyOf(node);
    // The first role of a node takes precedence.
    nodes.set(key, { ...node, ...nodes.get(key) });
  };
  for (const instance of tagged) {
    const { instanceId: nodeId, accountId, region } = instance;
    add({ nodeId, accountId, region, tagged: instance });
  }
  for (const node of used) {
    const { accountId, region, seen } = node;
    add({ nodeId: seen.instanceId, accountId, region, used: node });
  }
  return [...nodes.values()];
}

function keyOf({ accountId, region, nodeId }: Place & { nodeId: string }) {
  return `${accountId} ${region} ${nodeId}`;
}

/** Describes a node, without how to connect to it. */
export function describeNode(
  { nodeId, accountId, region, tagged, used }: KnownNode,
  {
    pings,
    isTagKnown,
    taggedNodes,
  }: {
    /** The state in Systems Manager of nodes without a readable role. */
    pings: Pings | undefined;
    /** Whether all EC2 instances with the tag could be read. */
    isTagKnown: boolean;
    /** The nodes with the tag; absent if they were not read. */
    taggedNodes?: TaggedNodes;
  },
): Omit<ConnectNode, 'way' | 'accountName'> {
  const connection = connectionOf(nodeId, used, pings);
  const name = tagged?.name ?? used?.seen.name ?? connection.computerName;
  const { ping, lastPingAt } = connection;
  const obstacle = obstacleOf({ nodeId, tagged, used, ...connection });
  return {
    nodeId,
    accountId,
    region,
    ...(name && { name }),
    ping,
    ...(lastPingAt && { lastPingAt }),
    hasTag:
      nodeKindOf(nodeId) === 'hybrid'
        ? hybridHasTag(nodeId, taggedNodes)
        : hasTag(tagged, isTagKnown),
    ...(obstacle && { obstacle }),
  };
}

interface Connection {
  ping: ConnectNode['ping'];
  lastPingAt?: string;
  computerName?: string;
  fault?: AwsFault;
}

function connectionOf(
  nodeId: string,
  used: RoleNode | undefined,
  pings: Pings | undefined,
): Connection {
  if (used) {
    return used.seen;
  }
  if (pings?.status !== 'read') {
    return { ping: 'unknown', fault: pings?.fault };
  }
  const node: ManagedNode = pings.nodes.find(
    ({ instanceId }) => instanceId === nodeId,
  ) ?? { instanceId: nodeId };
  return { ...node.seen, ping: pingOf(node) };
}

function hasTag(
  tagged: ServiceInstance | undefined,
  isTagKnown: boolean,
): Verdict {
  if (tagged) {
    return 'yes';
  }
  return isTagKnown ? 'no' : 'unknown';
}

function hybridHasTag(
  nodeId: string,
  taggedNodes: TaggedNodes | undefined,
): Verdict {
  if (taggedNodes?.nodeIds.includes(nodeId)) {
    return 'yes';
  }
  return taggedNodes?.isComplete ? 'no' : 'unknown';
}

function obstacleOf({
  nodeId,
  tagged,
  used,
  ping,
  fault,
}: Connection & Pick<KnownNode, 'nodeId' | 'tagged' | 'used'>):
  ConnectObstacle | undefined {
  const prediction = used && predictionFor(nodeId, used);
  const code = nodeObstacle({
    ping,
    state: tagged?.state,
    hasInstanceProfile: tagged && tagged.instanceProfile !== undefined,
    waitsForCredentials: used?.seen.notes.includes('waits-for-credentials'),
    prediction,
  });
  return (
    code && {
      code,
      ...(code === 'predicted' &&
        prediction && { headline: headline(prediction) }),
      ...(code === 'not-read' && fault && { fault }),
    }
  );
}

/** The prediction for the kind of node, if the node uses the role. */
function predictionFor(
  nodeId: string,
  { seen, readiness }: RoleNode,
): Readiness | undefined {
  const usesHostManagement = seen.notes.includes('default-host-management');
  if (usesHostManagement && !readiness.insteadOfRole) {
    return undefined;
  }
  const { byNodeKind, ...common } = readiness;
  const kind = nodeKindOf(nodeId);
  return byNodeKind
    ? {
        ...common,
        ...byNodeKind[kind],
        problems: common.problems.filter(
          ({ nodeKind }) => nodeKind === undefined || nodeKind === kind,
        ),
      }
    : common;
}
