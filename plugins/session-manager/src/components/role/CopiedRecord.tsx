import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Drift } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** That a role carries the tags of another, if it does. */
export function CopiedRecord({ drift }: { drift: Drift }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return drift.state === 'unmanaged' && drift.recordOf ? (
    <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
      {t('record.copied', { role: drift.recordOf })}
    </Typography>
  ) : null;
}
