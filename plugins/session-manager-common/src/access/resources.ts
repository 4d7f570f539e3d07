import { PolicyValue } from './variables';

/**
 * The services whose ARNs have no type before the name of the resource, of
 * those that their pages of the Service Authorization Reference tell so.
 */
const WITHOUT_TYPES = [
  'codecommit',
  'codepipeline',
  'execute-api',
  's3',
  'sns',
  'sqs',
];

/** A wildcard before the first `:` or `/` of what follows the account. */
const WILDCARD_IN_TYPE = /^[^:/]*[*?]/;

/**
 * Whether a `Resource` that matches an ARN is written as AWS's pages say that
 * none may be, while policies that do so are in use (AWS's own among them):
 * nobody can tell what it does.
 *
 * - A variable stands only "after the fifth colon":
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * - No wildcard stands in the portion of the ARN that specifies the resource
 *   type; one that stands for all that follows the account is none:
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

/** Where in a text so many colons are past; `undefined` where it has fewer. */
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
