import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Readiness } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** Where logs are asked for: which sessions have none all the same. */
export function NeverLogged({ logged }: Pick<Readiness, 'logged'>) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const isAsked = logged.s3 !== null || logged.cloudWatchLogs !== null;
  return isAsked ? (
    <Typography variant="caption" component="p">
      {t('readiness.neverLogged')}
    </Typography>
  ) : null;
}
