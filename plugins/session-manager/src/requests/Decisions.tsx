import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  RequestAbilities,
  RequestDetails,
} from 'backstage-plugin-session-manager-common';
import { Button } from '../components/Button';
import { RequestVerb, sessionManagerApiRef } from '../api/SessionManagerApi';
import { toPortalProblem } from '../api/portalProblem';
import { sessionManagerTranslationRef } from '../translation/ref';
import { DecisionDialog } from './DecisionDialog';
import { Section } from '../components/Section';
import { NotShownToAdministrator } from '../components/NotShown';
import { PortalText } from '../components/PortalText';
import { portalText } from '../translation/portalText';

/** The decisions, in the order in which they become possible. */
const VERBS: ReadonlyArray<keyof RequestAbilities & RequestVerb> = [
  'approve',
  'reject',
  'break-glass',
  'review',
  'confirm',
  'retry',
  'revoke',
  'withdraw',
];

/** A decision that is about to be confirmed, and what was on the screen then. */
interface Asking {
  verb: RequestVerb;
  details: RequestDetails;
}

const useStyles = makeStyles((theme: Theme) => ({
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
}));

/** The decisions that the caller may make, and why they may not approve. */
export function Decisions({
  details,
  onDecided,
  onRefused,
}: {
  details: RequestDetails;
  onDecided: () => void;
  onRefused: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { decide, outcome, sending } = useDecision({ onDecided, onRefused });
  const [asking, setAsking] = useState<Asking>();
  const allowed = VERBS.filter(verb => details.caller[verb].allowed);
  const press = (verb: RequestVerb) =>
    // A retry repeats what is approved already.
    verb === 'retry' ? decide(details, verb) : setAsking({ verb, details });
  return (
    <Section title={t('requests.decide.title')}>
      <div className={classes.buttons}>
        {allowed.map(verb => (
          <Button
            key={verb}
            variant={verb === 'approve' ? 'contained' : 'outlined'}
            color={verb === 'approve' ? 'primary' : 'default'}
            // Not disabled while sending: it would lose the focus.
            aria-disabled={sending}
            onClick={sending ? undefined : () => press(verb)}
          >
            {t(`requests.decide.${verb}`)}
          </Button>
        ))}
      </div>
      <WhyNot details={details} />
      <WhyNoBreakGlass details={details} />
      <Typography variant="body2" role="status">
        {sending ? t('requests.decide.sending') : outcome}
      </Typography>
      {asking && (
        <DecisionDialog
          {...asking}
          onCancel={() => setAsking(undefined)}
          onDecide={(comment, confirmRoleName) => {
            setAsking(undefined);
            decide(asking.details, asking.verb, comment, confirmRoleName);
          }}
        />
      )}
    </Section>
  );
}

/** The reason that is most relevant to the caller. */
function WhyNot({ details }: { details: RequestDetails }) {
  const { approve, ...others } = details.caller;
  const isOpen = details.request.state.status === 'pending';
  const nothing = !Object.values(others).some(({ allowed }) => allowed);
  return !approve.allowed && (isOpen || nothing) ? (
    <Typography variant="body2" color="textSecondary">
      {approve.reason && <PortalText text={approve.reason} />}
    </Typography>
  ) : null;
}

/** For those who can allow it: nobody else misses it. */
function WhyNoBreakGlass({
  details: { caller, request },
}: {
  details: RequestDetails;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { allowed, reason = '' } = caller['break-glass'];
  return request.state.status === 'pending' && !allowed ? (
    <NotShownToAdministrator>
      {t('notShown.decision', {
        decision: t('requests.decide.break-glass'),
        reason: <PortalText text={reason} />,
      })}
    </NotShownToAdministrator>
  ) : null;
}

/** Sends a decision on a request as it was displayed, and returns the outcome. */
function useDecision({
  onDecided,
  onRefused,
}: {
  onDecided: () => void;
  onRefused: () => void;
}) {
  const api = useApi(sessionManagerApiRef);
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState('');

  const decide = async (
    { request, review }: RequestDetails,
    verb: RequestVerb,
    comment?: string,
    confirmRoleName?: string,
  ) => {
    setSending(true);
    try {
      await api.decideRequest(request.id, verb, {
        comment,
        specHash: request.specHash,
        ...(verb === 'approve' && review.hash && { reviewHash: review.hash }),
        ...(confirmRoleName !== undefined && { confirmRoleName }),
      });
      setOutcome(t(`requests.decide.done.${verb}`));
      onDecided();
    } catch (error) {
      const { detail } = toPortalProblem(error);
      setOutcome(
        t('requests.decide.failed', { detail: portalText(detail, t) }),
      );
      onRefused();
    } finally {
      setSending(false);
    }
  };
  return { decide, outcome, sending };
}
