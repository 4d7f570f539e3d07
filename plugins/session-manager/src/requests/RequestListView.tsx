import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import LinearProgress from '@material-ui/core/LinearProgress';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { RequestList as Page } from 'backstage-plugin-session-manager-common';
import { Navigate, useSearchParams } from 'react-router-dom';
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
import { EmptyList } from '../components/list/EmptyList';
import { ListSkeleton } from '../components/list/ListSkeleton';
import { PageTurner } from '../components/list/PageTurner';
import { PageHeading } from '../components/PageHeading';
import { RequestFilters } from './RequestFilters';
import { RequestProblem } from '../components/request/RequestProblem';
import { RequestTable } from './RequestTable';
import { useRequestSignal } from '../hooks/useRequestSignal';

const PANEL = 'session-manager-requests';

const useStyles = makeStyles((theme: Theme) => ({
  panel: { padding: theme.spacing(0, 2, 2), overflow: 'hidden' },
  progress: { height: 4 },
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
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (items.length + unreadable.length === 0) {
    return <Empty state={state} onChange={onChange} />;
  }
  const turn = (cursor: string | undefined) =>
    cursor === undefined ? undefined : () => onChange({ cursor });
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
      <PageTurner
        count={t('requests.page.count', { count: totals.items })}
        onPrevious={turn(pageInfo.prevCursor)}
        onNext={turn(pageInfo.nextCursor)}
      />
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
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return isFiltered(state) ? (
    <EmptyList
      reason={t('requests.empty.filtered')}
      onClear={() => onChange({ ...NO_FILTER, accountId: undefined })}
    />
  ) : (
    <EmptyList reason={t(`requests.empty.${state.view}`)} onClear={undefined} />
  );
}

function Loading() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return <ListSkeleton label={t('requests.loading')} rows={6} height={56} />;
}
