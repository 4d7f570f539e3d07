import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { AwsFault } from 'backstage-plugin-session-manager-common';
import { PortalText } from './PortalText';
import { sessionManagerTranslationRef } from '../translation/ref';

/** An error of AWS, and how to fix it. */
export function Fault({ fault }: { fault: AwsFault }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Typography variant="body2">
        <PortalText text={fault.hint} />
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {fault.code}: <PortalText text={fault.message} />
      </Typography>
      {fault.requestId && (
        <Typography variant="caption" color="textSecondary">
          {t('role.requestId', { id: fault.requestId })}
        </Typography>
      )}
    </div>
  );
}
