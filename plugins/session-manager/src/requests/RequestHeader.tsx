import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  RequestContentOrigin,
  RequestDetails,
  RequestState,
} from 'backstage-plugin-session-manager-common';
import { scaffolderTaskRouteRef } from '../routes';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { Outcome } from '../components/request/Outcome';
import { ApprovalMark } from './ApprovalMark';
import { partsText } from './partsText';
import { Person } from '../components/Person';
import { StatusMark } from '../components/request/StatusMark';

const useStyles = makeStyles((theme: Theme) => ({
  root: { padding: theme.spacing(2), overflowWrap: 'anywhere' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  },
  reason: {
    borderLeft: `4px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(2),
    margin: theme.spacing(2, 0),
    whiteSpace: 'pre-wrap',
  },
}));

/** What is asked for, by whom and why, and how it stands. */
export function RequestHeader({
  details: { request, approvers, contentOrigin },
}: {
  details: RequestDetails;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { spec, accountName, state, requester, reason, createdAt } = request;
  return (
    <Paper className={classes.root}>
      <div className={classes.line}>
        <Typography variant="h5" component="h2">
          {t('requests.one.heading', {
            role: spec.roleName,
            account: accountName ?? spec.accountId,
          })}
        </Typography>
        <StatusMark status={state.status} />
      </div>
      <Typography variant="body2" color="textSecondary">
        {t('requests.one.askedBy', { ago: ago(createdAt) })}{' '}
        <Person entityRef={requester} />
        {spec.entityRef && (
          <>
            {' · '}
            {t('requests.one.for')} <EntityRefLink entityRef={spec.entityRef} />
          </>
        )}
        {' · '}
        {spec.accountId}
      </Typography>
      {reason && (
        <Typography
          variant="body1"
          component="blockquote"
          className={classes.reason}
        >
          {reason}
        </Typography>
      )}
      <ApprovalMark state={state} />
      <BreakGlass state={state} />
      {contentOrigin && <ContentOrigin origin={contentOrigin} />}
      {state.status === 'pending' && (
        <Waiting approvers={approvers} expiresAt={request.expiresAt} />
      )}
      <Progress state={state} startError={request.startError} />
      {request.outcome && <Outcome outcome={request.outcome} />}
    </Paper>
  );
}

/** Whose content it is that a template filled in. */
function ContentOrigin({ origin }: { origin: RequestContentOrigin }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { templateRef, owners, callerOwns } = origin;
  return (
    <>
      <Typography variant="body2">
        {t('requests.one.template')} <EntityRefLink entityRef={templateRef} />
        {owners.length > 0 && (
          <>
            {'. '}
            {t('requests.one.templateOwners')}{' '}
            {owners.map((ref, index) => (
              <span key={ref}>
                {index > 0 && ', '}
                <Person entityRef={ref} />
              </span>
            ))}
          </>
        )}
      </Typography>
      {callerOwns && (
        <Typography variant="body2" role="note">
          {t('requests.one.templateIsYours')}
        </Typography>
      )}
    </>
  );
}

function Waiting({
  approvers: { missing, refs },
  expiresAt,
}: {
  approvers: RequestDetails['approvers'];
  expiresAt: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const date = new Date(expiresAt).toLocaleString();
  return (
    <Typography variant="body2">
      {t('requests.one.waitingFor', { count: missing })}{' '}
      {refs.map((ref, index) => (
        <span key={ref}>
          {index > 0 && ', '}
          <Person entityRef={ref} />
        </span>
      ))}
      {'. '}
      {t('requests.one.expires', { date })}
    </Typography>
  );
}

/** Why it was carried out without an approval, and who has reviewed that. */
function BreakGlass({ state }: { state: RequestState }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const approval = 'approval' in state ? state.approval : undefined;
  if (approval?.kind !== 'break-glass') {
    return null;
  }
  const { by, reason, review } = approval;
  return (
    <>
      <Typography variant="body2">
        <Person entityRef={by} /> {t('requests.one.breakGlass', { reason })}
      </Typography>
      {review && (
        <Typography variant="body2">
          <Person entityRef={review.by} />{' '}
          {t('requests.one.reviewed', { comment: review.comment })}
        </Typography>
      )}
    </>
  );
}

/** How far a request has come that was approved. */
function Progress({
  state,
  startError,
}: {
  state: RequestState;
  startError?: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const taskRoute = useRouteRef(scaffolderTaskRouteRef);
  const taskId = 'taskId' in state ? state.taskId : undefined;
  return (
    <>
      {startError && (
        <Typography variant="body2">
          {t('requests.one.startError', { error: startError })}
        </Typography>
      )}
      {state.status === 'failed' && (
        <Typography variant="body2" role="alert">
          {state.error}
        </Typography>
      )}
      {state.status === 'revoked' && (
        <Typography variant="body2">
          {t('requests.one.revoked', { comment: state.comment })}
        </Typography>
      )}
      {state.status === 'superseded' && (
        <Link variant="body2" to={`../${state.successorId}`} relative="path">
          {t('requests.one.successor')}
        </Link>
      )}
      {(state.status === 'approved' || state.status === 'failed') &&
        state.approval.kind !== 'not-needed' && (
          <Typography variant="body2">
            {t('requests.one.usableUntil', {
              date: new Date(state.approval.usableUntil).toLocaleString(),
            })}
          </Typography>
        )}
      {(state.status === 'provisioning' || state.status === 'failed') && (
        <Typography variant="body2">
          {t('requests.one.remaining', {
            parts: partsText(state.remaining, t),
          })}
        </Typography>
      )}
      {taskId && taskRoute && (
        <Link variant="body2" to={taskRoute({ taskId })}>
          {t('requests.one.task')}
        </Link>
      )}
    </>
  );
}
