import { EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeInstanceInformationCommand,
  InstanceInformation,
  InstanceInformationStringFilter,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { AwsAccount } from '../accounts/AwsAccounts';
import { pages } from '../accounts/pages';
import { inChunks } from '../instances/inChunks';
import { listInstances } from '../instances/listInstances';
import { present } from '../role/existing';
import { listProfileUses } from '../role/profileUses';

/**
 * A machine with what Systems Manager knows of it.
 *
 * @public
 */
export interface ManagedNode {
  instanceId: string;
  /**
   * The value of the tag `Name` of an EC2 instance that was found by its profile.
   * Absent if it has none, or the tags could not be read.
   */
  name?: string;
  /** Absent if Systems Manager does not know the machine. */
  seen?: {
    ping: 'online' | 'connection-lost' | 'inactive';
    lastPingAt?: string;
    agentVersion?: string;
    isLatestAgent?: boolean;
    platform?: string;
    computerName?: string;
    /** For EC2: present if the instance uses Default Host Management. */
    iamRole?: string;
  };
}

/**
 * How to find machines: by the instance profiles or the name of their role, or
 * by the IDs of EC2 instances.
 *
 * @public
 */
export type NodeSelection =
  | { instanceProfileArns: readonly string[] }
  | { hybridRole: string }
  | { instanceIds: readonly string[] };

/** Limits the length of the list and the number of calls. */
export const MOST = 100;

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
const LONGEST_PAGE = 50;

/**
 * Lists machines in a region. EC2 instances are found by their profile or ID,
 * so that the list includes instances that Systems Manager does not know. Throws
 * the SDK's error if AWS does not answer.
 *
 * @public
 */
export async function listNodes(
  account: Pick<AwsAccount, 'ec2' | 'ssm'>,
  region: string,
  selection: NodeSelection,
): Promise<{ nodes: ManagedNode[]; count: number }> {
  const ssm = account.ssm(region);
  if ('hybridRole' in selection) {
    const nodes = await listSeen(ssm, 'IamRole', [selection.hybridRole]);
    return { nodes, count: nodes.length };
  }
  if ('instanceIds' in selection) {
    const ids = [...new Set(selection.instanceIds)].sort();
    return { nodes: await listByIds(ssm, ids), count: ids.length };
  }
  const { instanceProfileArns } = selection;
  const uses =
    instanceProfileArns.length > 0
      ? await listProfileUses(account, [region])
      : [];
  const ids = uses
    .filter(use => instanceProfileArns.includes(use.instanceProfileArn))
    .map(({ instanceId }) => instanceId)
    .sort();
  const some = ids.slice(0, MOST);
  const [nodes, names] = await Promise.all([
    listByIds(ssm, some),
    readNames(account.ec2(region), some),
  ]);
  return {
    nodes: nodes.map(node => {
      const name = names.get(node.instanceId);
      return name ? { ...node, name } : node;
    }),
    count: ids.length,
  };
}

/** Empty if the tags cannot be read: a list without names is still useful. */
async function readNames(
  ec2: EC2Client,
  instanceIds: readonly string[],
): Promise<Map<string, string | undefined>> {
  if (instanceIds.length === 0) {
    return new Map();
  }
  try {
    const listed = await listInstances(ec2, { instanceIds });
    return new Map(listed.map(({ instanceId, name }) => [instanceId, name]));
  } catch {
    return new Map();
  }
}

/** Includes machines that Systems Manager does not know. */
async function listByIds(
  ssm: SSMClient,
  ids: readonly string[],
): Promise<ManagedNode[]> {
  const lists = await Promise.all(
    inChunks(ids, LONGEST_PAGE).map(some => listSeen(ssm, 'InstanceIds', some)),
  );
  const seen = new Map(lists.flat().map(node => [node.instanceId, node]));
  return ids.map(instanceId => seen.get(instanceId) ?? { instanceId });
}

async function listSeen(
  client: SSMClient,
  Key: string,
  Values: string[],
): Promise<ManagedNode[]> {
  const nodes: ManagedNode[] = [];
  for await (const page of nodePages(client, { filters: [{ Key, Values }] })) {
    nodes.push(...page);
    if (nodes.length >= MOST) {
      break;
    }
  }
  return nodes;
}

/** Lists the nodes that Systems Manager knows in a region, page by page. */
export async function* nodePages(
  client: SSMClient,
  options: {
    filters?: InstanceInformationStringFilter[];
    signal?: AbortSignal;
  } = {},
): AsyncGenerator<ManagedNode[], void, undefined> {
  const { filters, signal } = options;
  for await (const { InstanceInformationList = [] } of pages(
    (NextToken, callOptions) =>
      client.send(
        new DescribeInstanceInformationCommand({
          Filters: filters,
          MaxResults: LONGEST_PAGE,
          NextToken,
        }),
        callOptions,
      ),
    ({ NextToken }) => NextToken,
    { signal },
  )) {
    yield InstanceInformationList.map(nodeOf);
  }
}

const PINGS = {
  Online: 'online',
  ConnectionLost: 'connection-lost',
  Inactive: 'inactive',
} as const;

function nodeOf(information: InstanceInformation): ManagedNode {
  const { PlatformName, PlatformVersion } = information;
  return {
    instanceId: present(information.InstanceId, 'InstanceId'),
    seen: {
      ping: PINGS[present(information.PingStatus, 'PingStatus')],
      lastPingAt: information.LastPingDateTime?.toISOString(),
      agentVersion: information.AgentVersion,
      isLatestAgent: information.IsLatestVersion,
      platform:
        [PlatformName, PlatformVersion].filter(Boolean).join(' ') || undefined,
      computerName: information.ComputerName,
      iamRole: information.IamRole,
    },
  };
}
