import { z } from 'zod';

/** Of rules about who somebody is. */
export const claimsParams = z.object({
  claims: z
    .array(z.string())
    .describe('Entity refs of the user and the groups that they are in.'),
});

/** Of rules about AWS accounts. */
export const accountParams = z.object({
  accountIds: z.array(z.string()).describe('12 digits each.'),
});

/** Of rules about what is asked about one by one, and never of a database. */
export function noQuery(): never {
  throw new TypeError(
    'Conditions for roles and log buckets are applied to one at a time',
  );
}

/** Whether one of the claims is an owner of the service. */
export function isOwned(
  { entityOwners }: { entityOwners: readonly string[] },
  { claims }: { claims: string[] },
): boolean {
  return entityOwners.some(owner => claims.includes(owner));
}

/** Whether it is in one of the accounts. */
export function isInAccounts(
  { accountId }: { accountId: string },
  { accountIds }: { accountIds: string[] },
): boolean {
  return accountIds.includes(accountId);
}
