import { useCallback } from 'react';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  catalogApiRef,
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { useQuery } from '../hooks/useQuery';
import { sessionManagerTranslationRef } from '../translation/ref';

/** The owners of a service, whom a person can ask. Nothing if they are unknown. */
export function OwnersOf({ entityRef }: { entityRef: string }) {
  const catalog = useApi(catalogApiRef);
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const load = useCallback(
    () => catalog.getEntityByRef(entityRef),
    [catalog, entityRef],
  );
  const { known: entity } = useQuery(load);
  const owners = entity ? getEntityRelations(entity, RELATION_OWNED_BY) : [];
  return owners.length > 0 ? (
    <Typography variant="body2" color="textSecondary">
      {t('may.owner')} <EntityRefLinks entityRefs={owners} />
    </Typography>
  ) : null;
}
