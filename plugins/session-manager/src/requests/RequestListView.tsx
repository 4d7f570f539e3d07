import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import LinearProgress from '@material-ui/core/LinearProgress';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { RequestList as Page } from 'backstage-plugin-session-manager-common';
import { Navigate, useSearchParams } from 'react-router-dom';
import { Button } from '../components/Button';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from '../hooks/useQuery';
import { sessionManagerTranslationRef } from '../translation/ref';
import {
  changed,
  isFiltered,
  listParams,
  listQuery,
  ListState,
  listStateOf,
  NO_FILTER,
  viewOf,
  VIEWS,
} from './listState';
import { ErrorText } from '../components/ErrorText';
import { PageHeading } from '../components/PageHeading';
import { RequestFilters } from './RequestFilters';
import { RequestProblem } from '../components/request/RequestProblem';
import { RequestTable } from './RequestTable';
import { useRequestSignal } from '../hooks/useRequestSignal';

const PANEL = 'session-manager-requests';
const SKELETON_ROWS = 6;

const useStyles = makeStyles((theme: Theme) => ({
  panel: { padding: theme.spacing(0, 2, 2), overflow: 'hidden' },
  progress: { height: 4 },
  pages: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
  count: { flex: 1 },
  empty: { padding: theme.spacing(4, 0) },
}));

/** The requests that the caller may see. */
export function RequestListView() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [params] = useSearchParams();
  return (
    <>
      <PageHeading>{t('requests.title')}</PageHeading>
      {viewOf(params) ? <ViewOfRequests /> : <FirstView />}
    </>
  );
}

/**
 * Adds the view to the URL: what waits for the caller's approval, or else their
 * own requests.
 */
function FirstView() {
  const api = useApi(sessionManagerApiRef);
  const [params] = useSearchParams();
  const load = useCallback(
    () => api.listRequests({ view: 'to-approve', limit: 1 }),
    [api],
  );
  const { known, problem, refetch } = useQuery(load);
  if (problem) {
    return <RequestProblem problem={problem} onAgain={refetch} />;
  }
  if (!known) {
    return <Loading />;
  }
  const view = known.totals.views['to-approve'] > 0 ? 'to-approve' : 'mine';
  const search = listParams({ ...listStateOf(params), view }).toString();
  return <Navigate replace to={{ search }} />;
}

/** The requests of a view, by filter and page. */
function ViewOfRequests() {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [params, setParams] = useSearchParams();
  const state = listStateOf(params);
  const change = (part: Partial<ListState>) =>
    setParams(listParams(changed(state, part)));
  const { known, problem, checking, refetch } = useList(params);

  return (
    <>
      <Tabs
        value={state.view}
        onChange={(_, view) => change({ ...NO_FILTER, view })}
        aria-label={t('requests.view.label')}
        variant="scrollable"
        indicatorColor="primary"
        textColor="primary"
      >
        {VIEWS.map(view => (
          <Tab
            key={view}
            value={view}
            id={`${PANEL}-${view}`}
            aria-controls={PANEL}
            label={t(`requests.view.${view}`, {
              count: known?.totals.views[view] ?? 0,
            })}
          />
        ))}
      </Tabs>
      <Paper
        className={classes.panel}
        role="tabpanel"
        id={PANEL}
        aria-labelledby={`${PANEL}-${state.view}`}
      >
        <RequestFilters state={state} onChange={change} />
        <div className={classes.progress}>
          {checking && known && (
            <LinearProgress aria-label={t('requests.loading')} />
          )}
        </div>
        {problem && <RequestProblem problem={problem} onAgain={refetch} />}
        {known && problem?.kind !== 'not-allowed' && (
          <Rows page={known} state={state} onChange={change} />
        )}
        {!known && !problem && <Loading />}
      </Paper>
    </>
  );
}

/** Loads the page in the URL, and again when a request has changed. */
function useList(params: URLSearchParams) {
  const api = useApi(sessionManagerApiRef);
  const address = params.toString();
  const load = useCallback(
    () =>
      api.listRequests(listQuery(listStateOf(new URLSearchParams(address)))),
    [api, address],
  );
  const answer = useQuery(load);
  useRequestSignal(answer.refetch);
  return answer;
}

function Rows({
  page: { items, unreadable, totals, pageInfo },
  state,
  onChange,
}: {
  page: Page;
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (items.length + unreadable.length === 0) {
    return <Empty state={state} onChange={onChange} />;
  }
  const turn = (cursor: string | undefined) => () => onChange({ cursor });
  return (
    <>
      <RequestTable
        requests={items}
        sort={state.sort}
        onSort={sort => onChange({ sort })}
      />
      {unreadable.map(({ id }) => (
        <ErrorText key={id} role="alert">
          {t('requests.page.unreadable', { id })}
        </ErrorText>
      ))}
      <div className={classes.pages}>
        <Typography variant="body2" role="status" className={classes.count}>
          {t('requests.page.count', { count: totals.items })}
        </Typography>
        <Button
          size="small"
          disabled={!pageInfo.prevCursor}
          onClick={turn(pageInfo.prevCursor)}
        >
          {t('requests.page.previous')}
        </Button>
        <Button
          size="small"
          disabled={!pageInfo.nextCursor}
          onClick={turn(pageInfo.nextCursor)}
        >
          {t('requests.page.next')}
        </Button>
      </div>
    </>
  );
}

function Empty({
  state,
  onChange,
}: {
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.empty}>
      <Typography variant="body1" role="status" gutterBottom>
        {isFiltered(state)
          ? t('requests.empty.filtered')
          : t(`requests.empty.${state.view}`)}
      </Typography>
      {isFiltered(state) && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => onChange({ ...NO_FILTER, accountId: undefined })}
        >
          {t('requests.filter.clear')}
        </Button>
      )}
    </div>
  );
}

function Loading() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div role="status" aria-label={t('requests.loading')}>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <Skeleton key={row} height={56} />
      ))}
    </div>
  );
}
