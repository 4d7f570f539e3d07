import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  RequestAbilities,
  RequestDetails,
} from 'backstage-plugin-session-manager-common';
import { RequestVerb, sessionManagerApiRef } from '../api/SessionManagerApi';
import { toPortalProblem } from '../api/portalProblem';
import { sessionManagerTranslationRef } from '../translation/ref';
import { DecisionDialog } from './DecisionDialog';
import { Section } from '../components/Section';

/** What people do with a request, in the order of its way. */
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

/** Those that are done at one press; the others ask first. */
const AT_ONCE: readonly RequestVerb[] = ['approve', 'retry'];

const useStyles = makeStyles((theme: Theme) => ({
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
}));

/** The decisions that the caller may take, and why not the others. */
export function Decisions({
  details,
  onDecided,
}: {
  details: RequestDetails;
  onDecided: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { decide, outcome, sending } = useDecision(details, onDecided);
  const [asking, setAsking] = useState<RequestVerb>();
  const allowed = VERBS.filter(verb => details.caller[verb].allowed);
  const press = (verb: RequestVerb) =>
    AT_ONCE.includes(verb) ? decide(verb) : setAsking(verb);
  return (
    <Section title={t('requests.decide.title')}>
      <div className={classes.buttons}>
        {allowed.map(verb => (
          <Button
            key={verb}
            variant={verb === 'approve' ? 'contained' : 'outlined'}
            color={verb === 'approve' ? 'primary' : 'default'}
            // Not disabled meanwhile: it would lose the keyboard's focus.
            aria-disabled={sending}
            onClick={sending ? undefined : () => press(verb)}
          >
            {t(`requests.decide.${verb}`)}
          </Button>
        ))}
      </div>
      <WhyNot details={details} />
      <Typography variant="body2" role="status">
        {sending ? t('requests.decide.sending') : outcome}
      </Typography>
      {asking && (
        <DecisionDialog
          verb={asking}
          request={details.request}
          onCancel={() => setAsking(undefined)}
          onDecide={(comment, confirmRoleName) => {
            setAsking(undefined);
            decide(asking, comment, confirmRoleName);
          }}
        />
      )}
    </Section>
  );
}

/** The reason that matters to who came to decide. */
function WhyNot({ details }: { details: RequestDetails }) {
  const { approve, ...others } = details.caller;
  const isOpen = details.request.state.status === 'pending';
  const nothing = !Object.values(others).some(({ allowed }) => allowed);
  return !approve.allowed && (isOpen || nothing) ? (
    <Typography variant="body2" color="textSecondary">
      {approve.reason}
    </Typography>
  ) : null;
}

/** Sends a decision about what is shown, and tells what came of it. */
function useDecision(
  { request, review }: RequestDetails,
  onDecided: () => void,
) {
  const api = useApi(sessionManagerApiRef);
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState('');

  const decide = async (
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
    } catch (error) {
      const { detail } = toPortalProblem(error);
      setOutcome(t('requests.decide.failed', { detail }));
    } finally {
      setSending(false);
      onDecided();
    }
  };
  return { decide, outcome, sending };
}
