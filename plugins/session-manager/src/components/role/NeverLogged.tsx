import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Readiness } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** If the preferences configure logs: which sessions are not logged anyway. */
export function NeverLogged({ logged }: Pick<Readiness, 'logged'>) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const hasLogs = logged.s3 !== null || logged.cloudWatchLogs !== null;
  return hasLogs ? (
    <Typography variant="caption" component="p">
      {t('readiness.neverLogged')}
    </Typography>
  ) : null;
}
