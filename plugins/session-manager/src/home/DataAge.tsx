import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { FleetAccount } from 'backstage-plugin-session-manager-common';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { sessionManagerTranslationRef } from '../translation/ref';

/** How current the numbers are, and what is missing from them. */
export function DataAge({ accounts }: { accounts: readonly FleetAccount[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const own = accounts.filter(({ total }) => total > 0);
  const stale = own.filter(({ fault }) => fault).length;
  const waiting = accounts.filter(({ scannedAt }) => !scannedAt).length;
  const [oldest] = own.flatMap(({ scannedAt = [] }) => scannedAt).sort();
  return (
    <Typography variant="caption" component="div" color="textSecondary">
      {oldest !== undefined && (
        <div>{t('home.oldest', { ago: ago(oldest) })}</div>
      )}
      {stale > 0 && <div>{t('home.stale', { count: stale })}</div>}
      {waiting > 0 && <div>{t('home.notScanned', { count: waiting })}</div>}
    </Typography>
  );
}
