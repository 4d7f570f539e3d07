import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { RoleRequest } from 'backstage-plugin-session-manager-common';
import { SortLabel } from '../components/list/SortLabel';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { useListLocation } from './listLocation';
import { ListState, SORT_FIELDS, SortField } from './listState';
import { ApprovalMark } from './ApprovalMark';
import { Person } from '../components/Person';
import { OutcomeMark } from '../components/request/OutcomeView';
import { StatusMark } from '../components/request/StatusMark';

const COLUMNS = [
  'roleName',
  'account',
  'status',
  'requester',
  'createdAt',
  'updatedAt',
] as const;

type Column = (typeof COLUMNS)[number];

const useStyles = makeStyles((theme: Theme) => ({
  table: { tableLayout: 'auto' },
  cell: {
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1) },
  },
  // On a narrow screen, the first cell also shows these.
  wide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  narrow: { [theme.breakpoints.up('md')]: { display: 'none' } },
}));

/** A page of requests, each with a link. */
export function RequestTable({
  requests,
  sort,
  onSort,
}: {
  requests: readonly RoleRequest[];
  sort: ListState['sort'];
  onSort: (sort: ListState['sort']) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Table
      size="small"
      className={classes.table}
      aria-label={t('requests.title')}
    >
      <TableHead>
        <TableRow>
          {COLUMNS.map(column => (
            <TableCell
              key={column}
              className={isWide(column) ? classes.wide : undefined}
              sortDirection={sort.field === column && sort.order}
            >
              <ColumnTitle column={column} sort={sort} onSort={onSort} />
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {requests.map(request => (
          <RequestRow key={request.id} request={request} />
        ))}
      </TableBody>
    </Table>
  );
}

function ColumnTitle({
  column,
  sort,
  onSort,
}: {
  column: Column;
  sort: ListState['sort'];
  onSort: (sort: ListState['sort']) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const name = column === 'roleName' ? 'role' : column;
  const field = SORT_FIELDS.find(each => each === column);
  if (!field) {
    return <>{t(`requests.column.${name}`)}</>;
  }
  return (
    <SortLabel
      field={field}
      title={t(`requests.column.${name}`)}
      firstOrder={firstOrder(field)}
      sort={sort}
      onSort={onSort}
    />
  );
}

function RequestRow({ request }: { request: RoleRequest }) {
  const classes = useStyles();
  const ago = useRelativeTime();
  const fromList = useListLocation();
  const { spec, accountName, state, requester, createdAt, updatedAt } = request;
  const account = accountName ?? spec.accountId;
  return (
    <TableRow hover>
      <TableCell component="th" scope="row" className={classes.cell}>
        <Link to={request.id} relative="path" state={fromList}>
          {spec.roleName}
        </Link>
        {spec.entityRef && (
          <Typography variant="body2" component="div">
            <EntityRefLink entityRef={spec.entityRef} />
          </Typography>
        )}
        <Typography
          variant="caption"
          component="div"
          color="textSecondary"
          className={classes.narrow}
        >
          {account} · <Person entityRef={requester} /> · {ago(createdAt)}
        </Typography>
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.wide}`}>
        {account}
      </TableCell>
      <TableCell className={classes.cell}>
        <StatusMark status={state.status} />
        <ApprovalMark state={state} />
        <OutcomeMark outcome={request.outcome} />
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.wide}`}>
        <Person entityRef={requester} />
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.wide}`}>
        {ago(createdAt)}
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.wide}`}>
        {ago(updatedAt)}
      </TableCell>
    </TableRow>
  );
}

function isWide(column: Column): boolean {
  return column !== 'roleName' && column !== 'status';
}

/** The default order of a column: names ascending, times newest first. */
function firstOrder(field: SortField) {
  return field === 'roleName' ? 'asc' : 'desc';
}
