import { parseEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';

/** A user or group as the catalog abbreviates it. */
export function ownerName(owner: string): string {
  return humanizeEntityRef(parseEntityRef(owner), { defaultKind: 'group' });
}
