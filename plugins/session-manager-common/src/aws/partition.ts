import { ownValue } from '../json/ownValue';

/**
 * The differences between AWS partitions that affect Session Manager roles.
 *
 * @public
 */
export interface PartitionFacts {
  /** The region of the IAM endpoint. */
  iamRegion: string;
  /** The service principal of EC2 in trust policies. */
  ec2Principal: string;
  /** The host name of the management console. */
  consoleHost: string;
  /** The suffix of service host names. */
  dnsSuffix: string;
  /** The prefix of region names, as a pattern. */
  regionPrefix: string;
}

// Regions and suffixes: partitions.json of the AWS SDK (@aws-sdk/core), which a
// test compares with this table, and
// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
// EC2's own principal in China:
// https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html
// It is ec2.amazonaws.com everywhere else:
// https://github.com/aws/aws-cdk/pull/22589
// The console of the isolated partitions (aws-iso and others) is not public.
const PARTITIONS: Readonly<Record<string, PartitionFacts>> = {
  aws: {
    iamRegion: 'us-east-1',
    ec2Principal: 'ec2.amazonaws.com',
    consoleHost: 'console.aws.amazon.com',
    dnsSuffix: 'amazonaws.com',
    regionPrefix: '(?:us|eu|ap|sa|ca|me|af|il|mx)',
  },
  'aws-cn': {
    iamRegion: 'cn-north-1',
    ec2Principal: 'ec2.amazonaws.com.cn',
    consoleHost: 'console.amazonaws.cn',
    dnsSuffix: 'amazonaws.com.cn',
    regionPrefix: 'cn',
  },
  'aws-us-gov': {
    iamRegion: 'us-gov-west-1',
    ec2Principal: 'ec2.amazonaws.com',
    consoleHost: 'console.amazonaws-us-gov.com',
    dnsSuffix: 'amazonaws.com',
    regionPrefix: 'us-gov',
  },
  'aws-eusc': {
    iamRegion: 'eusc-de-east-1',
    ec2Principal: 'ec2.amazonaws.com',
    consoleHost: 'console.amazonaws-eusc.eu',
    dnsSuffix: 'amazonaws.eu',
    regionPrefix: 'eusc-de',
  },
};

// AWS opens regions more often than portals are updated, so there is no list of
// regions: names that no region can have are rejected, and possible ones are
// accepted. The configuration determines which regions an account uses.
const DIRECTION =
  '(?:central|north|northeast|northwest|south|southeast|southwest|east|west)';

/**
 * The pattern of region names in all partitions, as a regular expression: it
 * matches `us-east-1`, but not `us-mars-1`.
 *
 * @public
 */
export const REGION_PATTERN = regionPattern(Object.values(PARTITIONS));

function regionPattern(of: readonly PartitionFacts[]): string {
  const prefixes = of.map(({ regionPrefix }) => regionPrefix).join('|');
  return `^(?:${prefixes})-${DIRECTION}-\\d{1,2}$`;
}

/**
 * The supported partitions.
 *
 * @public
 */
export const partitions: readonly string[] = Object.keys(PARTITIONS);

/**
 * Returns the facts of a partition. Throws a `RangeError` if it is unknown.
 *
 * @public
 */
export function partitionFacts(partition: string): PartitionFacts {
  const facts = ownValue(PARTITIONS, partition);
  if (!facts) {
    throw new RangeError(
      `AWS partition "${partition}" is not known; known are ${partitions.join(', ')}`,
    );
  }
  return facts;
}

/**
 * Whether a region is, or could be, in a partition.
 *
 * @public
 */
export function isRegionOf(partition: string, region: string): boolean {
  return new RegExp(regionPattern([partitionFacts(partition)])).test(region);
}

/**
/**
 * Returns the partition of a region. Throws a `RangeError` if no known partition
 * has the region.
 */
export function partitionOfRegion(region: string): string {
  const partition = partitions.find(one => isRegionOf(one, region));
  if (!partition) {
    throw new RangeError(`AWS region "${region}" is in no known partition`);
  }
  return partition;
}

/**
 * Returns the possible values of the condition key `kms:ViaService` for
 * requests of S3. `*` stands for any region.
 *
 * @public
 */
export function s3AsService(
  partition: string,
  region: string,
): string | string[] {
  // AWS documents `s3.<region>.amazonaws.com`, but not whether the suffix
  // differs in partitions with another host name suffix. Both names belong to
  // S3 only.
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
  const { dnsSuffix } = partitionFacts(partition);
  const suffixes = [...new Set([dnsSuffix, 'amazonaws.com'])];
  const values = suffixes.map(suffix => `s3.${region}.${suffix}`);
  return values.length === 1 ? values[0] : values;
}

/**
 * Returns the URL of a role in the AWS console.
 *
 * @public
 */
export function roleConsoleUrl(partition: string, roleName: string): string {
  const { consoleHost, iamRegion } = partitionFacts(partition);
  const host =
    partition === 'aws' ? consoleHost : `${iamRegion}.${consoleHost}`;
  return `https://${host}/iam/home#/roles/details/${encodeURIComponent(roleName)}`;
}
