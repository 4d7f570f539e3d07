import {
  DescribeInstancesCommand,
  EC2Client,
  Filter,
  Instance,
} from '@aws-sdk/client-ec2';
import { Tags } from 'backstage-plugin-session-manager-common';
import { pages } from '../accounts/pages';
import { present } from '../role/existing';
import { inChunks } from './inChunks';

/**
 * An EC2 instance with its instance profile.
 *
 * @public
 */
export interface ListedInstance {
  instanceId: string;
  /** The value of its tag `Name`. */
  name?: string;
  tags: Tags;
  /** EC2's state, such as `running`. */
  state: string;
  /** The ARN of the current instance profile. */
  instanceProfileArn?: string;
}

/**
 * Selects instances of a region: by their ids, or all instances that have each
 * of the tags.
 *
 * @public
 */
export type InstanceSelection =
  { instanceIds: readonly string[] } | { tags: Tags };

const LONGEST_PAGE = 1000;

/**
 * Maximum number of values of a filter.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
export const VALUES_IN_FILTER = 200;

// EC2 lists instances for about an hour after their termination. They are
// omitted by tag, but reported by id.
const NOT_TERMINATED: Filter = {
  Name: 'instance-state-name',
  Values: ['pending', 'running', 'stopping', 'stopped'],
};

/**
 * Lists the selected instances of a region, one call per thousand. Ids are
 * passed as a filter, because EC2 refuses the whole call if one of the instance
 * ids is unknown. Throws the SDK's error if AWS does not answer.
 *
 * @public
 */
export async function listInstances(
  ec2: EC2Client,
  selection: InstanceSelection,
): Promise<ListedInstance[]> {
  const found = await Promise.all(
    filtersOf(selection).map(filters => listFiltered(ec2, filters)),
  );
  return found.flat();
}

function filtersOf(selection: InstanceSelection): Filter[][] {
  if ('instanceIds' in selection) {
    return inChunks([...new Set(selection.instanceIds)], VALUES_IN_FILTER).map(
      ids => [{ Name: 'instance-id', Values: ids }],
    );
  }
  const tags = Object.entries(selection.tags).map(([key, value]) => ({
    Name: `tag:${key}`,
    Values: [value],
  }));
  return [[NOT_TERMINATED, ...tags]];
}

async function listFiltered(
  ec2: EC2Client,
  filters: Filter[],
): Promise<ListedInstance[]> {
  const instances: ListedInstance[] = [];
  for await (const page of instancePages(ec2, filters)) {
    instances.push(...page);
  }
  return instances;
}

/** Lists all instances of a region, page by page. */
export function allInstances(
  ec2: EC2Client,
  signal?: AbortSignal,
): AsyncGenerator<ListedInstance[], void, undefined> {
  return instancePages(ec2, [NOT_TERMINATED], signal);
}

async function* instancePages(
  ec2: EC2Client,
  Filters: Filter[],
  signal?: AbortSignal,
): AsyncGenerator<ListedInstance[], void, undefined> {
  for await (const { Reservations = [] } of pages(
    (NextToken, options) =>
      ec2.send(
        new DescribeInstancesCommand({
          Filters,
          MaxResults: LONGEST_PAGE,
          NextToken,
        }),
        options,
      ),
    ({ NextToken }) => NextToken,
    { signal },
  )) {
    yield Reservations.flatMap(({ Instances = [] }) => Instances).map(listed);
  }
}

function listed(instance: Instance): ListedInstance {
  const tags = Object.fromEntries(
    (instance.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
  );
  return {
    instanceId: present(instance.InstanceId, 'InstanceId'),
    name: tags.Name || undefined,
    tags,
    state: present(instance.State?.Name, 'State'),
    instanceProfileArn: instance.IamInstanceProfile?.Arn,
  };
}
