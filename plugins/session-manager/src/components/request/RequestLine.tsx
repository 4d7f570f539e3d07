import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RoleRequest } from 'backstage-plugin-session-manager-common';
import { requestRouteRef } from '../../routes';
import { useRelativeTime } from '../../hooks/useRelativeTime';
import { OutcomeMark } from './OutcomeView';
import { Person } from '../Person';
import { StatusMark } from './StatusMark';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
  },
}));

/** A request in one line, with a link to it. */
export function RequestLine({ request }: { request: RoleRequest }) {
  const classes = useStyles();
  const ago = useRelativeTime();
  const route = useRouteRef(requestRouteRef);
  const { id, spec, state, requester, createdAt } = request;
  return (
    <div className={classes.root}>
      {route ? (
        <Link to={route({ requestId: id })}>{spec.roleName}</Link>
      ) : (
        spec.roleName
      )}
      <StatusMark status={state.status} />
      <OutcomeMark outcome={request.outcome} />
      <Typography variant="caption" color="textSecondary">
        <Person entityRef={requester} /> · {ago(createdAt)}
      </Typography>
    </div>
  );
}
