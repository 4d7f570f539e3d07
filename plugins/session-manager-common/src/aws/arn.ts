/**
 * The five parts of an Amazon Resource Name.
 *
 * @public
 */
export interface Arn {
  partition: string;
  service: string;
  /** Empty for global services. */
  region: string;
  /** Empty where the resource has no account, such as a bucket. */
  accountId: string;
  resource: string;
}

/**
 * Reads an ARN; `undefined` for text that is none.
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
 * Writes an ARN as text.
 *
 * @public
 */
export function formatArn(arn: Arn): string {
  const { partition, service, region, accountId, resource } = arn;
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/**
 * The ARN of an IAM resource, for example of `role` `/team/` `web`.
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
 * The name of a role in its ARN, without the path; `undefined` where the ARN
 * is not a role's.
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
