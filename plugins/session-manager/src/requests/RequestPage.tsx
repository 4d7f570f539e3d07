import { useCallback, useRef } from 'react';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Grid from '@material-ui/core/Grid';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { RequestDetails } from 'backstage-plugin-session-manager-common';
import { useParams } from 'react-router-dom';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from '../hooks/useQuery';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Decisions } from './Decisions';
import { DEFAULT_TEMPLATE } from '../components/role/templateForm';
import { EarlierRequests } from './EarlierRequests';
import { RequestAgain } from './RequestAgain';
import { useListSearch } from './listLocation';
import { RequestHeader } from './RequestHeader';
import { RequestProblem } from '../components/request/RequestProblem';
import { Review } from './Review';
import { Section } from '../components/Section';
import { Timeline } from './Timeline';
import { useRequestSignal } from '../hooks/useRequestSignal';

const useStyles = makeStyles((theme: Theme) => ({
  back: { marginBottom: theme.spacing(2) },
}));

/** The page of a request, on which approvers review and decide. */
export function RequestPage({
  template = DEFAULT_TEMPLATE,
}: {
  /** The form for requests that no template filed, as `namespace/name`. */
  template?: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { requestId = '' } = useParams();
  const listSearch = useListSearch();
  const { known, problem, refetch } = useRequest(requestId);
  const hidden = problem?.kind === 'not-allowed';
  return (
    <>
      <div className={classes.back}>
        <Link to={`..${listSearch}`} relative="path">
          ← {t('requests.back')}
        </Link>
      </div>
      {problem && <RequestProblem problem={problem} onAgain={refetch} />}
      {known && !hidden && (
        <Details details={known} template={template} onChanged={refetch} />
      )}
      {!known && !problem && <Loading />}
    </>
  );
}

function useRequest(requestId: string) {
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(() => api.getRequest(requestId), [api, requestId]);
  const answer = useQuery(load);
  useRequestSignal(answer.refetch, requestId);
  return answer;
}

function Details({
  details,
  template,
  onChanged,
}: {
  details: RequestDetails;
  template: string;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const heading = useRef<HTMLHeadingElement>(null);
  const onDecided = () => {
    // The button that was pressed is about to disappear.
    heading.current?.focus();
    onChanged();
  };
  return (
    <Grid container spacing={3}>
      <Grid item xs={12}>
        <RequestHeader details={details} heading={heading} />
      </Grid>
      <Grid item xs={12} md={8}>
        <Review details={details} />
      </Grid>
      <Grid item xs={12} md={4}>
        <Decisions
          details={details}
          onDecided={onDecided}
          onRefused={onChanged}
        />
        <RequestAgain request={details.request} template={template} />
        <EarlierRequests earlier={details.earlier} />
        <Section title={t('requests.review.history')}>
          <Timeline history={details.history} />
        </Section>
      </Grid>
    </Grid>
  );
}

function Loading() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div role="status" aria-label={t('requests.loadingOne')}>
      <Skeleton height={48} width="60%" />
      <Skeleton height={24} width="40%" />
      <Skeleton variant="rect" height={320} />
    </div>
  );
}
