import { TaggedInstance } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { allInstances } from '../instances/listInstances';
import { ManagedNode, MOST, nodePages } from '../readiness/listNodes';

/**
 * Nodes with one role in a region, and how many they are.
 *
 * @public
 */
export interface CountedNodes {
  total: number;
  /** How many of them are online according to Systems Manager. */
  online: number;
  /** The first hundred, in the order of AWS. */
  nodes: ManagedNode[];
  /** The same for EC2 instances, with all of their tags. */
  tagged: TaggedInstance[];
}

/**
 * The nodes of a region by what they get their role from.
 *
 * @public
 */
export interface RegionNodes {
  /** EC2 instances, by the ARN of their instance profile. */
  byInstanceProfile: ReadonlyMap<string, CountedNodes>;
  /**
   * Hybrid nodes, and instances that use Default Host Management, by the name of
   * the role.
   */
  byRoleName: ReadonlyMap<string, CountedNodes>;
}

/**
 * Lists all nodes of an account in a region: one call per thousand EC2
 * instances, also those that Systems Manager does not know, and one per fifty
 * nodes that it knows. Throws the SDK's error if AWS does not answer.
 *
 * @public
 */
export async function scanNodes(
  account: Pick<AwsAccount, 'ec2' | 'ssm'>,
  region: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<RegionNodes> {
  const byInstanceProfile = new Map<string, CountedNodes>();
  const byRoleName = new Map<string, CountedNodes>();
  const known = new Map<string, ManagedNode>();
  for await (const page of nodePages(account.ssm(region), { signal })) {
    for (const node of page) {
      known.set(node.instanceId, node);
      if (node.seen?.iamRole) {
        addNode(byRoleName, nameOf(node.seen.iamRole), node);
      }
    }
  }
  for await (const page of allInstances(account.ec2(region), signal)) {
    for (const { instanceId, name, tags, instanceProfileArn } of page) {
      if (instanceProfileArn) {
        const node = known.get(instanceId) ?? { instanceId };
        addNode(
          byInstanceProfile,
          instanceProfileArn,
          { ...node, ...(name ? { name } : {}) },
          { instanceId, tags },
        );
      }
    }
  }
  return { byInstanceProfile, byRoleName };
}

function addNode(
  groups: Map<string, CountedNodes>,
  key: string,
  node: ManagedNode,
  instance?: TaggedInstance,
): void {
  const group = groups.get(key) ?? {
    ...{ total: 0, online: 0 },
    ...{ nodes: [], tagged: [] },
  };
  groups.set(key, group);
  group.total += 1;
  group.online += node.seen?.ping === 'online' ? 1 : 0;
  if (group.nodes.length < MOST) {
    group.nodes.push(node);
    if (instance) {
      group.tagged.push(instance);
    }
  }
}

/** Systems Manager names a role with its path. */
function nameOf(pathAndName: string): string {
  return pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
}
