/**
 * The five variable parts of an Amazon Resource Name.
 *
 * @public
 */
export interface Arn {
  partition: string;
  service: string;
  /** Empty for global services. */
  region: string;
  /** Empty if the resource's ARN has no account, such as that of a bucket. */
  accountId: string;
  resource: string;
}

/**
 * Parses an ARN; returns `undefined` if the text is not an ARN.
 *
 * @public
 */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, accountId, ...resource] =
    text.split(':');
  if (prefix !== 'arn' || !partition || !service || resource.length === 0) {
    return undefined;
  }
  return {
    partition,
    service,
    region,
    accountId,
    resource: resource.join(':'),
  };
}

/**
 * Formats an ARN.
 *
 * @public
 */
export function formatArn(arn: Arn): string {
  const { partition, service, region, accountId, resource } = arn;
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/**
 * Returns the ARN of an IAM resource, for example of `role` `/team/` `web`.
 *
 * @public
 */
export function iamArn(
  account: { partition: string; accountId: string },
  type: 'role' | 'policy' | 'instance-profile',
  path: string,
  name: string,
): string {
  return formatArn({
    partition: account.partition,
    service: 'iam',
    region: '',
    accountId: account.accountId,
    resource: `${type}${path}${name}`,
  });
}

const ROLE_RESOURCE = /^role(\/(?:[\x21-\x7e]+\/)?)([\w+=,.@-]{1,64})$/;

/**
 * Parses the ARN of a role; returns `undefined` if it is not a role ARN.
 *
 * @public
 */
export function roleOfArn(text: string):
  | {
      arn: string;
      partition: string;
      accountId: string;
      path: string;
      roleName: string;
    }
  | undefined {
  const arn = parseArn(text);
  const match = arn?.service === 'iam' && ROLE_RESOURCE.exec(arn.resource);
  if (!arn || !match || !/^\d{12}$/.test(arn.accountId)) {
    return undefined;
  }
  const { partition, accountId } = arn;
  return {
    arn: text,
    partition,
    accountId,
    path: match[1],
    roleName: match[2],
  };
}
