import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityRefLinks,
  getEntityRelations,
  useEntity,
} from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { sessionManagerTranslationRef } from '../translation/ref';

/** What the caller has no permission for, and whom they can ask. */
export function NotAllowed({
  what,
}: {
  what: 'create' | 'change' | 'attach' | 'delete';
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { entity } = useEntity();
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  return (
    <Typography variant="body2" color="textSecondary">
      {t(`may.${what}`)}{' '}
      {owners.length > 0 && (
        <>
          {t('may.owner')} <EntityRefLinks entityRefs={owners} />
        </>
      )}
    </Typography>
  );
}
