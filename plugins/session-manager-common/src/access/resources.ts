import { PolicyValue } from './variables';

/**
 * The services whose ARNs have no resource type, as documented in the Service
 * Authorization Reference.
 */
const WITHOUT_TYPES = [
  'codecommit',
  'codepipeline',
  'execute-api',
  's3',
  'sns',
  'sqs',
];

/** A wildcard before the first `:` or `/` after the account. */
const WILDCARD_IN_TYPE = /^[^:/]*[*?]/;

/**
 * Whether a matching `Resource` has a form that AWS documents as not supported
 * although policies with it exist (including AWS managed policies). Its effect
 * is unknown.
 *
 * - Variables are supported only "after the fifth colon":
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * - Wildcards are not supported in the portion of the ARN that specifies the
 *   resource type, except one that stands for everything after the account:
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function isOutsideOfArns(
  { text, pieces }: PolicyValue,
  arn: string,
): boolean {
  const resource = afterColons(text, 5);
  if (pieces.length > 0 && text.indexOf('${') < (resource ?? text.length)) {
    return true;
  }
  if (resource === undefined || text.slice(resource) === '*') {
    return false;
  }
  const service = arn.slice(
    afterColons(arn, 2),
    (afterColons(arn, 3) ?? 0) - 1,
  );
  return (
    !WITHOUT_TYPES.includes(service) &&
    WILDCARD_IN_TYPE.test(text.slice(resource))
  );
}

/**
 * Returns the position after a number of colons; `undefined` if there are
 * fewer.
 */
function afterColons(text: string, count: number): number | undefined {
  let at = 0;
  for (let colons = 0; colons < count; colons++) {
    const colon = text.indexOf(':', at);
    if (colon < 0) {
      return undefined;
    }
    at = colon + 1;
  }
  return at;
}
