/**
 * The session preferences of an account and region, as the resource of a
 * permission policy.
 *
 * @public
 */
export interface PreferencesResource {
  accountId: string;
  region: string;
}

/**
 * Returns the `resourceRef` of session preferences in a permission request, such
 * as `preferences:111122223333/us-east-1`.
 *
 * @public
 */
export function preferencesResourceRef(resource: PreferencesResource): string {
  return `preferences:${resource.accountId}/${resource.region}`;
}

/**
 * Parses a {@link preferencesResourceRef}; returns `undefined` if it is invalid.
 *
 * @public
 */
export function parsePreferencesResourceRef(
  ref: string,
): PreferencesResource | undefined {
  const parts = /^preferences:(\d{12})\/([a-z0-9-]{1,64})$/.exec(ref);
  return parts ? { accountId: parts[1], region: parts[2] } : undefined;
}
