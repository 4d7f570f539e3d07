import { createHash } from 'node:crypto';

/** The catalog's limit for the name of an entity. */
const MAX_LENGTH = 63;
const HASH_LENGTH = 10;

/**
 * The name of a role's entity: the name of the role, and its account.
 *
 * The catalog does not distinguish upper and lower case and allows fewer
 * characters than IAM. A name that has to be changed for that ends with a hash
 * of the original. No other name ends like that, because an account has 12
 * digits, so names are unique.
 */
export function roleEntityName({
  accountId,
  roleName,
}: {
  accountId: string;
  roleName: string;
}): string {
  const plain = `${roleName}-${accountId}`;
  if (/^[a-z0-9][a-z0-9._-]*$/.test(roleName) && plain.length <= MAX_LENGTH) {
    return plain;
  }
  const suffix = `-${accountId}-${hashOf(plain)}`;
  const base = roleName
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
    .slice(0, MAX_LENGTH - suffix.length);
  return base ? `${base}${suffix}` : suffix.slice(1);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}
