import { useCallback, useState } from 'react';
import { Content } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { Handover } from 'backstage-plugin-session-manager-common';
import { useLocation, useParams } from 'react-router-dom';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { PortalProblem, toPortalProblem } from '../api/portalProblem';
import { useQuery } from '../hooks/useQuery';
import { sessionManagerTranslationRef } from '../translation/ref';
import { HandoverProblem } from './HandoverProblem';
import { HandoverSubject } from './HandoverSubject';
import { Gone, Waiting } from './HandoverState';
import { Secret } from './Secret';

const useStyles = makeStyles((theme: Theme) => ({
  paper: { padding: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/**
 * Hands over an activation code, once. The key to it is behind the `#` of the
 * address: no server is told that part of it, until the person says "open".
 */
export function HandoverPage() {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { handoverId = '' } = useParams();
  const api = useApi(sessionManagerApiRef);
  const ask = useCallback(() => api.getHandover(handoverId), [api, handoverId]);
  const { known, problem, refetch } = useQuery(ask);
  return (
    <Content>
      <Paper className={classes.paper}>
        <Typography variant="h6" component="h2" gutterBottom>
          {t('handover.title')}
        </Typography>
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
      <HandoverSubject subject={handover.subject} />
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

/** What was opened is kept here and nowhere else. */
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
