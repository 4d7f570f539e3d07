import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  RequestHistoryEntry,
  RequestPartKind,
} from 'backstage-plugin-session-manager-common';
import { Translate } from '../translation/Translate';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { outcomeText } from '../components/request/Outcome';
import { Person } from '../components/Person';

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

/** Everything that happened to a request, the oldest first. */
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
            <Actor entry={entry} /> {eventText(entry, t)}
          </Typography>
          {entry.comment && (
            <Typography variant="body2" className={classes.comment}>
              “{entry.comment}”
            </Typography>
          )}
          <Typography
            variant="caption"
            color="textSecondary"
            component="time"
            dateTime={entry.at}
            title={new Date(entry.at).toLocaleString()}
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

function eventText(entry: RequestHistoryEntry, t: Translate): string {
  const named = (kinds: readonly RequestPartKind[] = []) =>
    kinds.map(part => t(`requests.part.${part}`)).join(', ');
  const parts = named(entry.parts);
  switch (entry.event) {
    case 'auto-approve':
      return t('requests.event.auto-approve', {
        rule: entry.rule?.name ?? '',
        version: entry.rule?.version ?? '',
      });
    case 'done':
      return [
        parts && t('requests.event.done', { parts }),
        entry.unchanged?.length &&
          t('requests.event.unchanged', { parts: named(entry.unchanged) }),
      ]
        .filter(Boolean)
        .join('; ');
    case 'check':
      return t('requests.event.check', {
        found: entry.outcome
          ? `${t(`state.${entry.outcome.state}`)}. ${outcomeText(entry.outcome, t)}`
          : '',
      });
    case 'confirm':
      return t('requests.event.confirm', { parts });
    case 'fail':
      return t('requests.event.fail', { error: entry.error ?? '' });
    case 'expire':
      return t(
        entry.from === 'pending' || entry.from === undefined
          ? 'requests.event.expire'
          : 'requests.event.expireUnused',
      );
    default:
      return t(`requests.event.${entry.event}`);
  }
}
