import { Verdict } from '../ternary/ternary';

/**
 * Why a session on a node would not start:
 *
 * - `not-running`: EC2 reports that the instance is not running.
 * - `waits-for-credentials`: the instance profile allows the node to come online,
 *   but the agent has to request credentials first, or be restarted.
 * - `predicted`: the policies of the role do not allow it.
 * - `no-instance-profile`: the node has no role to come online with.
 * - `connection-lost`: the node was online before.
 * - `never-connected`: Systems Manager does not know the node.
 * - `not-read`: Systems Manager could not be read.
 *
 * @public
 */
export type NodeObstacleCode =
  | 'not-running'
  | 'waits-for-credentials'
  | 'predicted'
  | 'no-instance-profile'
  | 'connection-lost'
  | 'never-connected'
  | 'not-read';

/**
 * The facts that determine whether a session on a node would start.
 *
 * @public
 */
export interface NodeConnection {
  ping: 'online' | 'connection-lost' | 'inactive' | 'unseen' | 'unknown';
  /** The state in EC2. Absent for hybrid nodes, and if EC2 was not read. */
  state?: string;
  /** Absent if unknown. */
  hasInstanceProfile?: boolean;
  waitsForCredentials?: boolean;
  /** The prediction for the role of the node. Absent if unknown. */
  prediction?: { online: Verdict; starts: Verdict };
}

type Rule = (node: NodeConnection) => boolean;

/** The first rule that applies is the reason. */
const OFFLINE: ReadonlyArray<[NodeObstacleCode, Rule]> = [
  ['not-running', ({ state }) => state !== undefined && state !== 'running'],
  ['waits-for-credentials', node => node.waitsForCredentials === true],
  ['predicted', ({ prediction }) => prediction?.online === 'no'],
  ['no-instance-profile', node => node.hasInstanceProfile === false],
  [
    'connection-lost',
    ({ ping }) => ping === 'connection-lost' || ping === 'inactive',
  ],
  ['never-connected', ({ ping }) => ping === 'unseen'],
  ['not-read', () => true],
];

/**
 * Returns why a session on a node would not start, or `undefined` if no reason is
 * known. If a node is online against the prediction, the prediction is ignored.
 *
 * @public
 */
export function nodeObstacle(
  node: NodeConnection,
): NodeObstacleCode | undefined {
  if (node.ping === 'online') {
    const { prediction } = node;
    return prediction?.starts === 'no' && prediction.online !== 'no'
      ? 'predicted'
      : undefined;
  }
  return OFFLINE.find(([, applies]) => applies(node))?.[0];
}
