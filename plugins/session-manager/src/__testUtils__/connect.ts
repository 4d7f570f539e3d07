import {
  accessRequestPolicy,
  ConnectNode,
  connectTarget,
  connectWay,
  EntityConnect,
  tunnelStatement,
  userPolicy,
} from 'backstage-plugin-session-manager-common';

const accountId = '444455556666';
const region = 'us-east-1';
const tag = {
  key: 'backstage.io/entity-ref',
  value: 'component:default/payments',
};
const access = {
  accountId,
  regions: [{ region }],
  instanceTag: tag,
  nodeKinds: ['ec2' as const],
};
export const NODE_ID = 'i-0123456789abcdef0';
const target = connectTarget({
  accountId,
  region,
  nodeId: NODE_ID,
});

/** A node of the payments service in production. */
export function connectNode(more: Partial<ConnectNode> = {}): ConnectNode {
  return {
    nodeId: NODE_ID,
    name: 'payments-1',
    accountId,
    accountName: 'production',
    region,
    ping: 'online',
    hasTag: 'yes',
    way: connectWay(target),
    ...more,
  };
}

/** A response of the backend. */
export function entityConnect(
  nodes: ConnectNode[],
  more: Partial<EntityConnect> = {},
): EntityConnect {
  return {
    nodes,
    accounts: [
      {
        accountId,
        accountName: 'production',
        regions: [region],
        policy: userPolicy(access),
        tunnels: tunnelStatement(access),
        unknown: [],
      },
    ],
    incomplete: [],
    tag,
    checkedAt: new Date().toISOString(),
    ...more,
  };
}

/** A response for an account that uses just-in-time node access. */
export const justInTime: EntityConnect = entityConnect(
  [connectNode({ way: connectWay(target, { justInTime: true }) })],
  {
    accounts: [
      {
        accountId,
        regions: [region],
        policy: accessRequestPolicy(access),
        unknown: [],
      },
    ],
  },
);
