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
import { listText } from '../../translation/listText';
import {
  agentMessageText,
  causeText,
  refusedElsewhereText,
} from '../../translation/sentences';

const useStyles = makeStyles((theme: Theme) => ({
  candidate: {
    borderLeft: `4px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(2),
    marginBottom: theme.spacing(2),
    overflowWrap: 'anywhere',
  },
  list: { margin: 0, paddingLeft: theme.spacing(3) },
}));

/** The level of a heading below that of the form. */
export type HeadingLevel = 'h3' | 'h4';

/** The possible meanings of a message, most likely first. */
export function Explanation({
  explanation,
  heading,
}: {
  explanation: MessageExplanation;
  /** The level of its headings. */
  heading: HeadingLevel;
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
        <Candidate
          key={candidate.message.id}
          candidate={candidate}
          heading={heading}
        />
      ))}
      {refusal && (
        <Refusal
          explanation={explanation}
          refusal={refusal}
          heading={heading}
        />
      )}
    </>
  );
}

/** A refusal by AWS and, if the role does not cause it, what else can. */
function Refusal({
  explanation: { elsewhere = [], userStatements },
  refusal: { action, principal },
  heading,
}: {
  explanation: MessageExplanation;
  refusal: AwsRefusal;
  heading: HeadingLevel;
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
          <Typography variant="subtitle2" component={heading}>
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
          <Typography variant="subtitle2" component={heading}>
            {t('readiness.explain.userNeeds')}
          </Typography>
          <JsonText value={userStatements} />
        </>
      )}
    </article>
  );
}

function Candidate({
  candidate,
  heading,
}: {
  candidate: MessageCandidate;
  heading: HeadingLevel;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { message, sure, fits, causes = [], calls, preferences } = candidate;
  const related = Object.entries(preferences);
  return (
    <article className={classes.candidate}>
      {!sure && (
        <Typography variant="caption">
          {t('readiness.explain.maybe')}
        </Typography>
      )}
      <Typography variant="body1">
        {agentMessageText(message, 'meaning', t)}
      </Typography>
      {fits && (
        <Typography variant="body2">
          {t(`readiness.explain.fits.${fits}`)}{' '}
          {listText(
            causes.map(cause => causeText(cause, t)),
            t,
          )}
        </Typography>
      )}
      <Typography variant="subtitle2" component={heading}>
        {t('readiness.explain.remedy')}
      </Typography>
      <Typography variant="body2">
        {agentMessageText(message, 'remedy', t)}
      </Typography>
      {calls.length > 0 && (
        <Typography variant="body2">
          {t('readiness.explain.calls')}{' '}
          {listText(
            calls.map(({ action }) => action),
            t,
          )}
        </Typography>
      )}
      {related.length > 0 && (
        <Typography variant="body2">
          {t('readiness.explain.preferences')}{' '}
          {listText(
            related.map(([name, value]) =>
              value ? `${name} = ${value}` : name,
            ),
            t,
          )}
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary">
        {t('readiness.explain.source', { source: message.source })}
      </Typography>
    </article>
  );
}
