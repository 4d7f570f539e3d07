import { ReactNode, useRef } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { EntityConnect } from 'backstage-plugin-session-manager-common';
import { Button } from '../components/Button';
import { CheckAgain } from '../components/CheckAgain';
import { ProblemNotice } from '../components/ProblemNotice';
import { useConnect } from '../hooks/useConnect';
import { QueryState } from '../hooks/useQuery';
import { nameWithId } from '../translation/nameWithId';
import { sessionManagerTranslationRef } from '../translation/ref';
import { AccountAccess } from './AccountAccess';
import { NodeState } from './NodeState';
import { NodeWay } from './NodeWay';

const TITLE = 'session-manager-connect';

const useStyles = makeStyles((theme: Theme) => ({
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minHeight: 320,
    overflowWrap: 'anywhere',
  },
  actions: { flexWrap: 'wrap' },
}));

/** The node of an entity to connect to. */
export interface ConnectSubject {
  entityRef: string;
  accountId: string;
  region: string;
  nodeId: string;
  /** The name of the node, if it is known. */
  name?: string;
}

/** Shows how to connect to a node, and the policy that is needed. */
export function ConnectDialog({
  subject,
  onClose,
}: {
  subject: ConnectSubject;
  onClose: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const close = useRef<HTMLButtonElement>(null);
  const { refetch, ...query } = useConnect(subject.entityRef);
  return (
    <Dialog
      open
      fullWidth
      maxWidth="md"
      onClose={onClose}
      aria-labelledby={TITLE}
      TransitionProps={{ onEntered: () => close.current?.focus() }}
    >
      <DialogTitle id={TITLE} className={classes.title}>
        {t('connect.title', { node: nameOf(subject, query.known) })}
      </DialogTitle>
      <DialogContent className={classes.content}>
        <Content subject={subject} query={query} />
      </DialogContent>
      <DialogActions className={classes.actions}>
        <CheckAgain query={query} onAgain={refetch} />
        <Button ref={close} onClick={onClose}>
          {t('connect.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Content({
  subject,
  query: { known, problem },
}: {
  subject: ConnectSubject;
  query: QueryState<EntityConnect>;
}): ReactNode {
  if (problem && (!known || problem.kind === 'not-allowed')) {
    return <ProblemNotice problem={problem} />;
  }
  if (!known) {
    return <Loading />;
  }
  return (
    <>
      {problem && (
        <ProblemNotice problem={problem} shownFrom={known.checkedAt} />
      )}
      <Known subject={subject} known={known} />
    </>
  );
}

function Known({
  subject,
  known,
}: {
  subject: ConnectSubject;
  known: EntityConnect;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const node = nodeIn(subject, known);
  if (!node) {
    return <Typography variant="body1">{t('connect.notListed')}</Typography>;
  }
  const isReachable = node.ping === 'online' || node.ping === 'unknown';
  const { accountId, accountName } = node;
  return (
    <>
      <NodeState node={node} />
      {isReachable && <NodeWay node={node} />}
      <AccountAccess
        account={known.accounts.find(each => each.accountId === accountId)}
        accountLabel={accountName ?? accountId}
        node={node}
        known={known}
      />
    </>
  );
}

function nodeIn(
  { accountId, region, nodeId }: ConnectSubject,
  known: EntityConnect | undefined,
) {
  return known?.nodes.find(
    node =>
      node.nodeId === nodeId &&
      node.region === region &&
      node.accountId === accountId,
  );
}

function nameOf(subject: ConnectSubject, known: EntityConnect | undefined) {
  return nameWithId(
    subject.nodeId,
    nodeIn(subject, known)?.name ?? subject.name,
  );
}

function Loading() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div role="status" aria-label={t('connect.loading')}>
      <Skeleton width="60%" height={32} />
      <Skeleton variant="rect" height={64} />
      <Skeleton height={160} />
    </div>
  );
}
