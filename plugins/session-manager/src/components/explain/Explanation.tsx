import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  AwsRefusal,
  MessageCandidate,
  MessageExplanation,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { JsonText } from '../JsonText';
import { causeText, refusedElsewhereText } from '../../translation/sentences';

const useStyles = makeStyles((theme: Theme) => ({
  candidate: {
    borderLeft: `4px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(2),
    marginBottom: theme.spacing(2),
    overflowWrap: 'anywhere',
  },
  list: { margin: 0, paddingLeft: theme.spacing(3) },
}));

/** What a message means, the likeliest first. */
export function Explanation({
  explanation,
}: {
  explanation: MessageExplanation;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { candidates, refusal } = explanation;
  if (candidates.length === 0 && !refusal) {
    return (
      <Typography variant="body1">{t('readiness.explain.none')}</Typography>
    );
  }
  return (
    <>
      {candidates.map(candidate => (
        <Candidate key={candidate.message.id} candidate={candidate} />
      ))}
      {refusal && <Refusal explanation={explanation} refusal={refusal} />}
    </>
  );
}

/** AWS's own refusal, and what it comes from where that is not the role. */
function Refusal({
  explanation: { elsewhere = [], userStatements },
  refusal: { action, principal },
}: {
  explanation: MessageExplanation;
  refusal: AwsRefusal;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const isSure = elsewhere.length === 1;
  return (
    <article className={classes.candidate}>
      {principal && (
        <Typography variant="body1">
          {t('readiness.explain.refusal', { action, principal })}
        </Typography>
      )}
      {elsewhere.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h4">
            {t(
              isSure
                ? 'readiness.explain.elsewhereTitle'
                : 'readiness.explain.roleAllows',
            )}
          </Typography>
          <ul className={classes.list}>
            {elsewhere.map(reason => (
              <Typography key={reason.id} variant="body2" component="li">
                {refusedElsewhereText(reason, t)}
              </Typography>
            ))}
          </ul>
        </>
      )}
      {userStatements && (
        <>
          <Typography variant="subtitle2" component="h4">
            {t('readiness.explain.userNeeds')}
          </Typography>
          <JsonText value={userStatements} />
        </>
      )}
    </article>
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
          {causes.map(cause => causeText(cause, t)).join('; ')}
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
