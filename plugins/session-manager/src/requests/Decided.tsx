import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ChangeSentences,
  changeSentences,
  PreviewPlan,
  RequestDecisionRecord,
  RequestDetails,
  RequestState,
} from 'backstage-plugin-session-manager-common';
import { Differences } from '../components/role/Differences';
import { Disclosure } from '../components/Disclosure';
import { HeadlineView } from '../components/role/HeadlineView';
import { DocumentTexts } from '../components/review/DocumentTexts';
import { Plan } from '../components/review/Plan';
import { WiderGrants } from '../components/review/WiderGrants';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { Person } from '../components/Person';
import { Section } from '../components/Section';
import { changeText } from '../translation/changeText';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    margin: theme.spacing(0.5, 0),
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
}));

/** What was decided on a request, and the current state. */
export function Decided({ details }: { details: RequestDetails }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { request, review, decisions } = details;
  const last = decisions.at(-1);
  const tense = tenseOf(request.state);
  return (
    <>
      <Section title={t(`requests.decided.title.${tense}`)}>
        {request.adopt && (
          <Typography variant="body2">{t('requests.review.adopt')}</Typography>
        )}
        {request.exclusive && (
          <Typography variant="body2">
            {t('requests.review.exclusive')}
          </Typography>
        )}
        {last && <Seen decision={last} />}
        <Sentences
          sentences={last?.review.sentences ?? changeSentences(review.plan)}
          plan={last ? last.review.plan : review.plan}
          tense={tense}
        />
        {last && <Frozen decision={last} />}
      </Section>
      <Section title={t('requests.decided.today')}>
        <Today details={details} />
      </Section>
      {!last?.review.documents && (
        <DocumentTexts documents={review.documents} />
      )}
    </>
  );
}

type Tense = keyof ChangeSentences;

/** Whether the decision was carried out, will be, or will not be. */
function tenseOf(state: RequestState): Tense {
  switch (state.status) {
    case 'provisioned':
      return 'did';
    case 'provisioning':
    case 'failed':
      return state.remaining.some(({ kind }) => kind === 'role')
        ? 'will'
        : 'did';
    case 'pending':
    case 'approved':
      return 'will';
    default:
      return 'would';
  }
}

/** Who decided, and when. */
function Seen({ decision }: { decision: RequestDecisionRecord }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { actor, at, event } = decision;
  return (
    <Typography variant="body2" color="textSecondary">
      {event === 'auto-approve'
        ? t('requests.decided.seen.auto-approve', { ago: ago(at) })
        : t(`requests.decided.seen.${event}`, {
            ago: ago(at),
            person: <Person entityRef={'ref' in actor ? actor.ref : ''} />,
          })}
    </Typography>
  );
}

function Sentences({
  sentences,
  plan,
  tense,
}: {
  /** In English, as they were stored. */
  sentences: ChangeSentences;
  plan?: PreviewPlan;
  tense: Tense;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const inEnglish = t('language') === 'en';
  const isTranslated = !inEnglish && plan && 'changes' in plan;
  // The heading says whether they were made, will be, or would have been.
  const said = isTranslated
    ? plan.changes.map(change => changeText(change, t))
    : sentences[tense];
  return said.length > 0 ? (
    <ul
      className={classes.list}
      lang={inEnglish || isTranslated ? undefined : 'en'}
    >
      {said.map(sentence => (
        <Typography key={sentence} variant="body2" component="li">
          {sentence}
        </Typography>
      ))}
    </ul>
  ) : (
    <Typography variant="body2">{t('requests.decided.nothing')}</Typography>
  );
}

/** The review at the time of the decision. */
function Frozen({ decision: { review } }: { decision: RequestDecisionRecord }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { plan, documents, widerThanLeastPrivilege, readiness } = review;
  return (
    <>
      {widerThanLeastPrivilege && (
        <>
          <Typography variant="subtitle2" component="h4">
            {t('requests.review.wider')}
          </Typography>
          <WiderGrants grants={widerThanLeastPrivilege} />
        </>
      )}
      {readiness && (
        <>
          <Typography variant="subtitle2" component="h4">
            {t('requests.decided.readiness')}
          </Typography>
          <HeadlineView readiness={readiness} />
        </>
      )}
      {plan && 'changes' in plan && plan.changes.length > 0 && (
        <Disclosure label={t('requests.decided.plan')}>
          <Plan plan={plan} />
        </Disclosure>
      )}
      {documents && <DocumentTexts documents={documents} />}
      {review.leftOut && (
        <Typography variant="body2">{t('requests.decided.leftOut')}</Typography>
      )}
    </>
  );
}

/** The current state of the role, compared with the decision. */
function Today({ details: { review } }: { details: RequestDetails }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { plan } = review;
  if (!('changes' in plan)) {
    return <Plan plan={plan} />;
  }
  if (plan.changes.some(({ operation }) => operation === 'CreateRole')) {
    return (
      <Typography variant="body2">{t('requests.decided.missing')}</Typography>
    );
  }
  if (plan.changes.length === 0) {
    return (
      <Typography variant="body2">{t('requests.decided.inSync')}</Typography>
    );
  }
  return (
    <>
      <Typography variant="body2">{t('requests.decided.differs')}</Typography>
      <Disclosure label={t('requests.decided.differences')}>
        <Differences changes={plan.changes} untitled />
      </Disclosure>
    </>
  );
}
