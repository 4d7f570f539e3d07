import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { BatchItem } from 'backstage-plugin-session-manager-common';
import { PortalText } from '../components/PortalText';
import { RoleLink } from '../components/role/RoleLink';
import { requestRouteRef, scaffolderTaskRouteRef } from '../routes';
import { sessionManagerTranslationRef } from '../translation/ref';
import { BatchStatusMark } from './BatchStatusMark';

const useStyles = makeStyles((theme: Theme) => ({
  cell: {
    overflowWrap: 'anywhere',
    verticalAlign: 'top',
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1) },
  },
}));

/** The roles of an owner, each with its status and where that is from. */
export function BatchItems({ items }: { items: readonly BatchItem[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          {(['role', 'account', 'status'] as const).map(column => (
            <TableCell key={column} className={classes.cell}>
              {t(`batch.page.${column}`)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map(item => (
          <TableRow key={item.roleArn}>
            <TableCell
              component="th"
              scope="row"
              role="rowheader"
              className={classes.cell}
            >
              <RoleLink role={item} />
            </TableCell>
            <TableCell className={classes.cell}>
              <span title={item.accountId}>
                {item.accountName ?? item.accountId}
              </span>
            </TableCell>
            <TableCell className={classes.cell}>
              <ItemStatus item={item} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function ItemStatus({ item }: { item: BatchItem }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { status, requestStatus, omission, error } = item;
  return (
    <>
      <BatchStatusMark status={status} />
      {requestStatus && status === 'failed' && (
        <Typography variant="body2">
          {t(`requests.status.${requestStatus}`)}
        </Typography>
      )}
      {omission && (
        <Typography variant="body2">
          {t(`batch.omission.${omission}`)}
        </Typography>
      )}
      {error && (
        <Typography variant="body2">
          <PortalText text={error} />
        </Typography>
      )}
      <Origin item={item} />
    </>
  );
}

/** The task or request that changes a role. */
function Origin({
  item: { taskId, requestId, roleName },
}: {
  item: BatchItem;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const taskRoute = useRouteRef(scaffolderTaskRouteRef);
  const requestRoute = useRouteRef(requestRouteRef);
  const link = (label: string, to: string) => (
    <Link
      variant="body2"
      underline="always"
      to={to}
      aria-label={t('role.actionOf', { action: label, name: roleName })}
    >
      {label}
    </Link>
  );
  if (requestId) {
    return link(t('batch.page.request'), requestRoute({ requestId }));
  }
  return taskId && taskRoute
    ? link(t('batch.page.task'), taskRoute({ taskId }))
    : null;
}
