import {
  InstanceInformation,
  paginateDescribeInstanceInformation,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { present } from '../role/existing';
import { listProfileUses } from '../role/profileUses';

/** A machine that uses a role, as Systems Manager knows it, or not at all. */
export interface Node {
  instanceId: string;
  /** Absent: Systems Manager does not know it. */
  seen?: {
    ping: 'online' | 'connection-lost' | 'inactive';
    lastPingAt?: string;
    agentVersion?: string;
    isLatestAgent?: boolean;
    platform?: string;
    computerName?: string;
    /** Of EC2, present where it runs on Default Host Management. */
    iamRole?: string;
  };
}

/** How to find the machines that use a role. */
export type NodeSelection =
  { instanceProfileArns: readonly string[] } | { hybridRole: string };

/** More would make a page that nobody reads, and many calls. */
const MOST = 100;

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
const LONGEST_PAGE = 50;

/**
 * The machines that use a role in a region. EC2 instances are found by their
 * profile, so that those are there that Systems Manager does not know. Throws
 * the SDK's error where AWS does not answer.
 */
export async function listNodes(
  account: Pick<AwsAccount, 'ec2' | 'ssm'>,
  region: string,
  selection: NodeSelection,
): Promise<{ nodes: Node[]; count: number }> {
  const ssm = account.ssm(region);
  if ('hybridRole' in selection) {
    const nodes = await listSeen(ssm, 'IamRole', [selection.hybridRole]);
    return { nodes, count: nodes.length };
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
  const listed = ids.slice(0, MOST);
  const seen =
    listed.length > 0 ? await listSeen(ssm, 'InstanceIds', listed) : [];
  return {
    nodes: listed.map(
      instanceId =>
        seen.find(node => node.instanceId === instanceId) ?? { instanceId },
    ),
    count: ids.length,
  };
}

async function listSeen(
  client: SSMClient,
  Key: string,
  Values: string[],
): Promise<Node[]> {
  const nodes: Node[] = [];
  for await (const page of paginateDescribeInstanceInformation(
    { client, pageSize: LONGEST_PAGE },
    { Filters: [{ Key, Values }] },
    callOptions(),
  )) {
    nodes.push(...(page.InstanceInformationList ?? []).map(nodeOf));
    if (nodes.length >= MOST) {
      break;
    }
  }
  return nodes;
}

const PINGS = {
  Online: 'online',
  ConnectionLost: 'connection-lost',
  Inactive: 'inactive',
} as const;

function nodeOf(information: InstanceInformation): Node {
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
