import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { RequestOutcome } from 'backstage-plugin-session-manager-common';
import { StateMark } from '../role/StateMark';
import { portalText } from '../../translation/portalText';
import { headlineText } from '../../translation/sentences';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { Translate } from '../../translation/Translate';
import { useRelativeTime } from '../../hooks/useRelativeTime';

/** Whether sessions work on the role that was created. */
export function OutcomeView({ outcome }: { outcome: RequestOutcome }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  return (
    <>
      <StateMark state={outcome.state} />
      <Typography variant="body2">
        {outcomeText(outcome, t)}{' '}
        {t('requests.one.checked', { ago: ago(outcome.checkedAt) })}
      </Typography>
    </>
  );
}

/** The outcome of a request in a list, if it needs attention. */
export function OutcomeMark({ outcome }: { outcome?: RequestOutcome }) {
  return outcome && outcome.state !== 'ready' ? (
    <StateMark state={outcome.state} />
  ) : null;
}

/** The result of the check, or why the portal could not check. */
export function outcomeText(outcome: RequestOutcome, t: Translate): string {
  return outcome.sentences.length > 0
    ? headlineText(outcome, t)
    : portalText(outcome.text, t);
}
