import { useCallback, useState } from 'react';
import { Content } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { Handover } from 'backstage-plugin-session-manager-common';
import { useLocation, useParams } from 'react-router-dom';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { PortalProblem, toPortalProblem } from '../api/portalProblem';
import { PageHeading } from '../components/PageHeading';
import { useQuery } from '../hooks/useQuery';
import { sessionManagerTranslationRef } from '../translation/ref';
import { HandoverProblem } from './HandoverProblem';
import { HandoverSubjectView } from './HandoverSubjectView';
import { Gone, Waiting } from './HandoverState';
import { Secret } from './Secret';

const useStyles = makeStyles((theme: Theme) => ({
  paper: { padding: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/**
 * Hands over an activation code, once. Its key is behind the `#` of the URL,
 * which browsers do not send to servers. The page sends the key when the person
 * clicks the button.
 */
export function HandoverPage() {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { handoverId = '' } = useParams();
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    () => api.getHandover(handoverId),
    [api, handoverId],
  );
  const { known, problem, refetch } = useQuery(load);
  return (
    <Content>
      <Paper className={classes.paper}>
        <PageHeading gutterBottom>{t('handover.title')}</PageHeading>
        {problem && <HandoverProblem problem={problem} onAgain={refetch} />}
        {known && !problem && <Known handover={known} />}
        {!known && !problem && (
          <Skeleton height={160} aria-label={t('handover.loading')} />
        )}
      </Paper>
    </Content>
  );
}

function Known({ handover }: { handover: Handover }) {
  const { hash } = useLocation();
  const { secret, opening, problem, open } = useOpening(
    handover.id,
    hash.slice(1),
  );
  if (secret !== undefined) {
    return <Secret subject={handover.subject} secret={secret} />;
  }
  return (
    <>
      <HandoverSubjectView subject={handover.subject} />
      {problem && <HandoverProblem problem={problem} />}
      {handover.state === 'waiting' ? (
        <Waiting
          expiresAt={handover.expiresAt}
          hasKey={hash.length > 1}
          opening={opening}
          onOpen={open}
        />
      ) : (
        <Gone handover={handover} />
      )}
    </>
  );
}

/** The opened code is kept only in this component. */
function useOpening(handoverId: string, key: string) {
  const api = useApi(sessionManagerApiRef);
  const [opening, setOpening] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [problem, setProblem] = useState<PortalProblem>();
  const open = async () => {
    setOpening(true);
    setProblem(undefined);
    try {
      setSecret((await api.openHandover(handoverId, key)).secret);
    } catch (error) {
      setProblem(toPortalProblem(error));
    } finally {
      setOpening(false);
    }
  };
  return { opening, secret, problem, open };
}
