import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  MessageCandidate,
  MessageExplanation,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { causeWords } from './headlineWords';

const useStyles = makeStyles((theme: Theme) => ({
  candidate: {
    borderLeft: `4px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(2),
    marginBottom: theme.spacing(2),
    overflowWrap: 'anywhere',
  },
}));

/** What a message means, the likeliest first. */
export function Explanation({
  explanation: { candidates },
}: {
  explanation: MessageExplanation;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (candidates.length === 0) {
    return (
      <Typography variant="body1">{t('readiness.explain.none')}</Typography>
    );
  }
  return (
    <>
      {candidates.map(candidate => (
        <Candidate key={candidate.message.id} candidate={candidate} />
      ))}
    </>
  );
}

function Candidate({ candidate }: { candidate: MessageCandidate }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { message, sure, fits, causes = [], calls, preferences } = candidate;
  const asked = Object.entries(preferences);
  return (
    <article className={classes.candidate}>
      {!sure && (
        <Typography variant="caption">
          {t('readiness.explain.maybe')}
        </Typography>
      )}
      <Typography variant="body1">{message.meaning}</Typography>
      {fits && (
        <Typography variant="body2">
          {t(`readiness.explain.fits.${fits}`)}{' '}
          {causes.map(cause => causeWords(cause, t)).join('; ')}
        </Typography>
      )}
      <Typography variant="subtitle2" component="h4">
        {t('readiness.explain.remedy')}
      </Typography>
      <Typography variant="body2">{message.remedy}</Typography>
      {calls.length > 0 && (
        <Typography variant="body2">
          {t('readiness.explain.calls')}{' '}
          {calls.map(({ action }) => action).join(', ')}
        </Typography>
      )}
      {asked.length > 0 && (
        <Typography variant="body2">
          {t('readiness.explain.preferences')}{' '}
          {asked
            .map(([name, value]) => (value ? `${name} = ${value}` : name))
            .join(', ')}
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary">
        {t('readiness.explain.source', { source: message.source })}
      </Typography>
    </article>
  );
}
