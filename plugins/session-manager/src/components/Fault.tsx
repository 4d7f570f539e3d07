import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { AwsFault } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';

/** What AWS said, and what would settle it. */
export function Fault({ fault }: { fault: AwsFault }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Typography variant="body2">{fault.hint}</Typography>
      <Typography variant="body2" color="textSecondary">
        {fault.code}: {fault.message}
      </Typography>
      {fault.requestId && (
        <Typography variant="caption" color="textSecondary">
          {t('role.requestId', { id: fault.requestId })}
        </Typography>
      )}
    </div>
  );
}
