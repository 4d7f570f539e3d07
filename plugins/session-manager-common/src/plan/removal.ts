/**
 * The change that removes something from the account.
 *
 * @param before - the name of what is removed; by default that of the resource
 *   which the change is reported for
 * @public
 */
export function removal<Operation extends string, Resource extends string>(
  operation: Operation,
  resource: Resource,
  { name, arn }: { name: string; arn: string },
  before: string = name,
) {
  return { operation, kind: 'delete', resource, name, arn, before } as const;
}
