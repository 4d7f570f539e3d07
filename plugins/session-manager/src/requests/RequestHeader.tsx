import { Ref } from 'react';
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
import { OutcomeView } from '../components/request/OutcomeView';
import { ApprovalMark } from './ApprovalMark';
import { partsText } from './partsText';
import { NotShownToAdministrator } from '../components/NotShown';
import { PageHeading } from '../components/PageHeading';
import { Person } from '../components/Person';
import { StatusMark } from '../components/request/StatusMark';
import { PortalText } from '../components/PortalText';
import { dateText } from '../translation/dateText';
import { People } from '../components/People';

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

/** What is requested, by whom and why, and its status. */
export function RequestHeader({
  details: { request, approvers, contentOrigin },
  heading,
}: {
  details: RequestDetails;
  /** Receives the heading, to move the focus there. */
  heading: Ref<HTMLHeadingElement>;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { spec, accountName, state, requester, reason, createdAt } = request;
  return (
    <Paper className={classes.root}>
      <div className={classes.line}>
        <PageHeading ref={heading}>
          {t('requests.one.heading', {
            role: spec.roleName,
            account: accountName ?? spec.accountId,
          })}
        </PageHeading>
        <StatusMark status={state.status} />
      </div>
      <Typography variant="body2" color="textSecondary">
        {t('requests.one.requestedBy', {
          ago: ago(createdAt),
          person: <Person entityRef={requester} />,
        })}
        {spec.entityRef && (
          <>
            {' · '}
            {t('requests.one.for', {
              service: <EntityRefLink entityRef={spec.entityRef} />,
            })}
          </>
        )}
        {' · '}
        {spec.accountId}
      </Typography>
      {reason && (
        <Typography
          variant="body1"
          component="blockquote"
          translate="no"
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
      {request.outcome && <OutcomeView outcome={request.outcome} />}
    </Paper>
  );
}

/** The template that filled in a request, and its owners. */
function ContentOrigin({ origin }: { origin: RequestContentOrigin }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { templateRef, owners, callerOwns } = origin;
  return (
    <>
      <Typography variant="body2">
        {t('requests.one.template', {
          template: <EntityRefLink entityRef={templateRef} />,
        })}{' '}
        {owners.length > 0 &&
          t('requests.one.templateOwners', {
            owners: <People refs={owners} />,
          })}
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
  const date = dateText(expiresAt, t);
  return (
    <Typography variant="body2">
      {t('requests.one.waitingFor', {
        count: missing,
        people: <People refs={refs} />,
      })}{' '}
      {t('requests.one.expires', { date })}
    </Typography>
  );
}

/** Why the role was created without an approval, and who reviewed it. */
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
        {t('requests.one.breakGlass', {
          person: <Person entityRef={by} />,
          reason,
        })}
      </Typography>
      {review && (
        <Typography variant="body2">
          {t('requests.one.reviewed', {
            person: <Person entityRef={review.by} />,
            comment: review.comment,
          })}
        </Typography>
      )}
    </>
  );
}

/** The progress of an approved request. */
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
          {t('requests.one.startError', {
            error: <PortalText text={startError} />,
          })}
        </Typography>
      )}
      {state.status === 'failed' && (
        <Typography variant="body2" role="alert">
          <PortalText text={state.error} />
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
              date: dateText(state.approval.usableUntil, t),
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
      {taskId && !taskRoute && (
        <NotShownToAdministrator>{t('notShown.task')}</NotShownToAdministrator>
      )}
    </>
  );
}
