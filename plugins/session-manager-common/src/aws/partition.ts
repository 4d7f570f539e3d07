import { ownValue } from '../json/ownValue';

/**
 * What differs between AWS's partitions for a Session Manager role.
 *
 * @public
 */
export interface PartitionFacts {
  /** The region that answers for IAM. */
  iamRegion: string;
  /** The service principal that an EC2 instance assumes its role as. */
  ec2Principal: string;
  /** The host of the management console. */
  consoleHost: string;
  /** The suffix of service host names. */
  dnsSuffix: string;
  /** How the names of its regions begin, as a pattern. */
  regionPrefix: string;
}

// Regions and suffixes: partitions.json of the AWS SDK (@aws-sdk/core), which a
// test holds this table against, and
// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
// EC2's own principal in China: https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html
// It is ec2.amazonaws.com everywhere else: https://github.com/aws/aws-cdk/pull/22589
// Of the isolated partitions (aws-iso and the like), the console is not public.
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

// AWS opens regions more often than portals are updated, so none is looked up
// in a list: a name that no region can have is refused, and one that a region
// may get is taken. Which of them an account has, its configuration says.
const DIRECTION =
  '(?:central|north|northeast|northwest|south|southeast|southwest|east|west)';

/**
 * What the name of a region in any of the partitions is like, as a regular
 * expression: `us-east-1`, and no `us-mars-1`.
 *
 * @public
 */
export const REGION_PATTERN = regionPattern(Object.values(PARTITIONS));

function regionPattern(of: readonly PartitionFacts[]): string {
  const prefixes = of.map(({ regionPrefix }) => regionPrefix).join('|');
  return `^(?:${prefixes})-${DIRECTION}-\\d{1,2}$`;
}

/**
 * The partitions that roles can be made in.
 *
 * @public
 */
export const partitions: readonly string[] = Object.keys(PARTITIONS);

/**
 * The facts of a partition. Throws a `RangeError` for one that is not known.
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
 * Whether a region is in a partition, or would be if AWS opened it.
 *
 * @public
 */
export function isRegionOf(partition: string, region: string): boolean {
  return new RegExp(regionPattern([partitionFacts(partition)])).test(region);
}

/**
 * What the condition key `kms:ViaService` may be where S3 asks KMS for a role.
 * `*` stands for any region.
 *
 * @public
 */
export function s3AsService(
  partition: string,
  region: string,
): string | string[] {
  // AWS documents `s3.<region>.amazonaws.com`, and does not say whether it ends
  // as host names do where these end in another way. Both are S3's alone.
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
  const { dnsSuffix } = partitionFacts(partition);
  const suffixes = [...new Set([dnsSuffix, 'amazonaws.com'])];
  const values = suffixes.map(suffix => `s3.${region}.${suffix}`);
  return values.length === 1 ? values[0] : values;
}

/**
 * The role's page in the AWS console.
 *
 * @public
 */
export function roleConsoleUrl(partition: string, roleName: string): string {
  const { consoleHost, iamRegion } = partitionFacts(partition);
  const host =
    partition === 'aws' ? consoleHost : `${iamRegion}.${consoleHost}`;
  return `https://${host}/iam/home#/roles/details/${encodeURIComponent(roleName)}`;
}
