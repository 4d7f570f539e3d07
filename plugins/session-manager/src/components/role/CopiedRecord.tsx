import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Drift } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** A notice if the tags of a role were copied from another role. */
export function CopiedRecord({ drift }: { drift: Drift }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return drift.state === 'unmanaged' && drift.recordOf ? (
    <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
      {t('record.copied', { role: drift.recordOf })}
    </Typography>
  ) : null;
}
