import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from '../hooks/useQuery';
import { RequestLine } from '../components/request/RequestLine';
import { RequestProblem } from '../components/request/RequestProblem';
import { useRequestSignal } from '../hooks/useRequestSignal';
import { sessionManagerTranslationRef } from '../translation/ref';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
});

/** The requests for roles of a service, newest first. */
export function RoleRequests({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    () => api.listRequests({ entityRef }),
    [api, entityRef],
  );
  const { known, problem, refetch } = useQuery(load);
  useRequestSignal(refetch);
  if (problem) {
    return <RequestProblem problem={problem} onAgain={refetch} />;
  }
  if (known?.items.length === 0) {
    return <Typography variant="body2">{t('requests.empty.all')}</Typography>;
  }
  return (
    <ul className={classes.list}>
      {known?.items.map(request => (
        <li key={request.id}>
          <RequestLine request={request} />
        </li>
      ))}
    </ul>
  );
}
