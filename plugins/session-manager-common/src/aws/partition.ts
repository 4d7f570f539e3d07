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
}

// Regions and suffixes: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
// EC2's own principal in China: https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html
const PARTITIONS: Readonly<Record<string, PartitionFacts>> = {
  aws: {
    iamRegion: 'us-east-1',
    ec2Principal: 'ec2.amazonaws.com',
    consoleHost: 'console.aws.amazon.com',
    dnsSuffix: 'amazonaws.com',
  },
  'aws-cn': {
    iamRegion: 'cn-north-1',
    ec2Principal: 'ec2.amazonaws.com.cn',
    consoleHost: 'console.amazonaws.cn',
    dnsSuffix: 'amazonaws.com.cn',
  },
  'aws-us-gov': {
    iamRegion: 'us-gov-west-1',
    ec2Principal: 'ec2.amazonaws.com',
    consoleHost: 'console.amazonaws-us-gov.com',
    dnsSuffix: 'amazonaws.com',
  },
};

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
  const facts = PARTITIONS[partition];
  if (!facts) {
    throw new RangeError(
      `AWS partition "${partition}" is not known; known are ${partitions.join(', ')}`,
    );
  }
  return facts;
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
