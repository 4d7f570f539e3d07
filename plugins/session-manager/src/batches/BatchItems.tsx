import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { BatchItem } from 'backstage-plugin-session-manager-common';
import { Cell, RowHeaderCell, TitleCell } from '../components/list/Cells';
import { PortalText } from '../components/PortalText';
import { RoleLink } from '../components/role/RoleLink';
import { requestRouteRef, scaffolderTaskRouteRef } from '../routes';
import { sessionManagerTranslationRef } from '../translation/ref';
import { BatchStatusMark } from './BatchStatusMark';

/** The roles of an owner, each with its status and where that is from. */
export function BatchItems({ items }: { items: readonly BatchItem[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          {(['role', 'account', 'status'] as const).map(column => (
            <TitleCell key={column}>{t(`batch.page.${column}`)}</TitleCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map(item => (
          <TableRow key={item.roleArn}>
            <RowHeaderCell>
              <RoleLink role={item} />
            </RowHeaderCell>
            <Cell>
              <span title={item.accountId}>
                {item.accountName ?? item.accountId}
              </span>
            </Cell>
            <Cell>
              <ItemStatus item={item} />
            </Cell>
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
      <div>
        <Origin item={item} />
      </div>
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
