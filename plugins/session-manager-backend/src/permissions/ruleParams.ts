import { z } from 'zod';

/** Parameters of rules about users. */
export const claimsParams = z.object({
  claims: z
    .array(z.string())
    .describe('Entity refs of the user and the groups that they are in.'),
});

/** Parameters of rules about AWS accounts. */
export const accountParams = z.object({
  accountIds: z.array(z.string()).describe('12 digits each.'),
});

/** For rules about resources that are checked one at a time, never queried. */
export function noQuery(): never {
  throw new TypeError(
    'Conditions for log buckets and preferences are applied to one at a time',
  );
}

/** Whether one of the claims is an owner of the service. */
export function isOwned(
  { entityOwners }: { entityOwners: readonly string[] },
  { claims }: { claims: string[] },
): boolean {
  return entityOwners.some(owner => claims.includes(owner));
}

/** Whether the resource is in one of the accounts. */
export function isInAccounts(
  { accountId }: { accountId: string },
  { accountIds }: { accountIds: string[] },
): boolean {
  return accountIds.includes(accountId);
}
