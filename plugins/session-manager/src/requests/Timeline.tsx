import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  RequestHistoryEntry,
  RequestPartKind,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { outcomeText } from '../components/request/OutcomeView';
import { Person } from '../components/Person';
import { PortalText } from '../components/PortalText';
import { dateText } from '../translation/dateText';
import { listText } from '../translation/listText';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  entry: {
    position: 'relative',
    padding: theme.spacing(0, 0, 2, 3),
    borderLeft: `2px solid ${theme.palette.divider}`,
    marginLeft: 5,
    '&:last-child': { borderLeftColor: 'transparent', paddingBottom: 0 },
    '&::before': {
      content: '""',
      position: 'absolute',
      left: -6,
      top: 5,
      width: 10,
      height: 10,
      borderRadius: '50%',
      backgroundColor: theme.palette.text.secondary,
    },
  },
  comment: { whiteSpace: 'pre-wrap' },
}));

/** The history of a request, oldest first. */
export function Timeline({
  history,
}: {
  history: readonly RequestHistoryEntry[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  return (
    <ol className={classes.list}>
      {history.map(entry => (
        <li key={entry.id} className={classes.entry}>
          <Typography variant="body2">
            <Event entry={entry} />
          </Typography>
          {entry.comment && (
            <Typography
              variant="body2"
              translate="no"
              className={classes.comment}
            >
              “{entry.comment}”
            </Typography>
          )}
          <Typography
            variant="caption"
            color="textSecondary"
            component="time"
            dateTime={entry.at}
            title={dateText(entry.at, t)}
          >
            {ago(entry.at)}
          </Typography>
        </li>
      ))}
    </ol>
  );
}

function Actor({ entry: { actor } }: { entry: RequestHistoryEntry }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return actor.kind === 'portal' ? (
    <>{t('requests.event.portal')}</>
  ) : (
    <Person entityRef={actor.ref} />
  );
}

function Event({ entry }: { entry: RequestHistoryEntry }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const actor = <Actor entry={entry} />;
  const named = (kinds: readonly RequestPartKind[] = []) =>
    listText(
      kinds.map(part => t(`requests.part.${part}`)),
      t,
    );
  const parts = named(entry.parts);
  const unchanged = named(entry.unchanged);
  switch (entry.event) {
    case 'auto-approve':
      return t('requests.event.auto-approve', {
        actor,
        rule: entry.rule?.name ?? '',
        version: entry.rule?.version ?? '',
      });
    case 'done':
      if (!unchanged) {
        return t('requests.event.done', { actor, parts });
      }
      return parts
        ? t('requests.event.doneUnchanged', { actor, parts, unchanged })
        : t('requests.event.unchanged', { actor, unchanged });
    case 'check':
      return entry.outcome
        ? t('requests.event.check', {
            actor,
            state: t(`state.${entry.outcome.state}`),
            sentence: outcomeText(entry.outcome, t),
          })
        : actor;
    case 'confirm':
      return t('requests.event.confirm', { actor, parts });
    case 'fail':
      return t('requests.event.fail', {
        actor,
        error: <PortalText text={entry.error ?? ''} />,
      });
    case 'expire':
      return t(
        entry.from === 'pending' || entry.from === undefined
          ? 'requests.event.expire'
          : 'requests.event.expireUnused',
        { actor },
      );
    default:
      return t(`requests.event.${entry.event}`, { actor });
  }
}
