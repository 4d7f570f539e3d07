import { NotAllowedError } from '@backstage/errors';
import { EntityInstances } from 'backstage-plugin-session-manager-common';

/**
 * Returns the instances in accounts that the caller may read. Throws a
 * `NotAllowedError` if there are results, but all are hidden.
 */
export function readableInstances(
  all: EntityInstances,
  mayRead: (accountId?: string) => boolean,
): EntityInstances {
  const of = <T extends { accountId: string }>(items: readonly T[]) =>
    items.filter(({ accountId }) => mayRead(accountId));
  const instances = of(all.instances);
  const incomplete = of(all.incomplete);
  if (instances.length + incomplete.length === 0 && !mayRead()) {
    throw new NotAllowedError(
      `You are not allowed to see the instances of ${all.tag.value}`,
    );
  }
  return { ...all, instances, incomplete };
}
