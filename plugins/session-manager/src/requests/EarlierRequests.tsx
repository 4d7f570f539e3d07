import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RoleRequest } from 'backstage-plugin-session-manager-common';
import { Person } from '../components/Person';
import { StatusMark } from '../components/request/StatusMark';
import { Section } from '../components/Section';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { sessionManagerTranslationRef } from '../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: { marginBottom: theme.spacing(1) },
  comment: { whiteSpace: 'pre-wrap' },
}));

/** Earlier requests for the same role that came to nothing, if there are any. */
export function EarlierRequests({
  earlier,
}: {
  earlier: readonly RoleRequest[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return earlier.length > 0 ? (
    <Section title={t('requests.earlier.title')}>
      <ul className={classes.list}>
        {earlier.map(request => (
          <li key={request.id} className={classes.item}>
            <EarlierRequest request={request} />
          </li>
        ))}
      </ul>
    </Section>
  ) : null;
}

function EarlierRequest({ request }: { request: RoleRequest }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { id, state, requester, createdAt } = request;
  return (
    <>
      <StatusMark status={state.status} />
      {'comment' in state && (
        <Typography variant="body2" className={classes.comment}>
          “{state.comment}”
        </Typography>
      )}
      <Typography variant="body2">
        <Link to={`../${id}`} relative="path">
          {t('requests.earlier.requested', { ago: ago(createdAt) })}
        </Link>{' '}
        · <Person entityRef={requester} />
      </Typography>
    </>
  );
}
