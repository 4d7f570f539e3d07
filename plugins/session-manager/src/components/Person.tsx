import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** Someone who asked or decided: a user or group of the catalog, or a service. */
export function Person({ entityRef }: { entityRef: string }) {
  return /^[a-z]+:[^/]+\/[^/]+$/i.test(entityRef) ? (
    <EntityRefLink entityRef={entityRef} />
  ) : (
    <>{entityRef}</>
  );
}
