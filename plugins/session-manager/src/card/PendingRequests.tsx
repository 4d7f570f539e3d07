import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RequestStatus } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { NotShown } from '../components/NotShown';
import { PortalText } from '../components/PortalText';
import { useQuery } from '../hooks/useQuery';
import { RequestLine } from '../components/request/RequestLine';
import { useRequestSignal } from '../hooks/useRequestSignal';
import { sessionManagerTranslationRef } from '../translation/ref';

/** The statuses that are not final or need someone to act. */
const OPEN: readonly RequestStatus[] = [
  'pending',
  'approved',
  'provisioning',
  'failed',
];

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
}));

/** The open requests for roles of the service, or why they are not shown. */
export function PendingRequests({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    () => api.listRequests({ entityRef, status: OPEN, limit: 5 }),
    [api, entityRef],
  );
  const { known, problem, refetch } = useQuery(load);
  useRequestSignal(refetch);
  if (problem) {
    return (
      <NotShown>
        {problem.kind === 'not-allowed'
          ? t('notShown.requestsNotAllowed')
          : t('notShown.requests', {
              detail: <PortalText text={problem.detail} />,
            })}
      </NotShown>
    );
  }
  if (!known || known.items.length === 0) {
    return null;
  }
  return (
    <section>
      <Typography variant="subtitle2" component="h4">
        {t('pending.title')}
      </Typography>
      <ul className={classes.list}>
        {known.items.map(request => (
          <li key={request.id}>
            <RequestLine request={request} />
          </li>
        ))}
      </ul>
    </section>
  );
}
