import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { sessionManagerTranslationRef } from '../translation/ref';

const ENTITY = /^[a-z]+:[^/]+\/[^/]+$/i;

/** The subjects of Backstage's service credentials. */
const SERVICE = /^(?:plugin|external):(.+)$/;

/** A requester or approver: a user or group of the catalog, or a service. */
export function Person({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (ENTITY.test(entityRef)) {
    return <EntityRefLink entityRef={entityRef} />;
  }
  const name = SERVICE.exec(entityRef)?.[1];
  return <>{name ? t('requests.one.service', { name }) : entityRef}</>;
}
