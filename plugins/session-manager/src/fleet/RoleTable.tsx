import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { FleetRole } from 'backstage-plugin-session-manager-common';
import { Cell, RowHeaderCell, TitleCell } from '../components/list/Cells';
import { SortLabel } from '../components/list/SortLabel';
import { ArnText } from '../components/role/ArnText';
import { RoleLink } from '../components/role/RoleLink';
import { ListSort } from '../hooks/listAddress';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Column, COLUMNS } from './columns';
import { SORT_FIELDS, SortField } from './fleetState';
import { RoleFact } from './RoleFact';
import { Selection } from './useSelection';

/** The width of the window from which all columns have room, in pixels. */
const WIDE = 1500;

const useStyles = makeStyles((theme: Theme) => ({
  // A phone has room for the box only.
  choice: {
    verticalAlign: 'top',
    [theme.breakpoints.down('xs')]: {
      padding: 0,
      '& .MuiCheckbox-root': { padding: theme.spacing(0.5) },
    },
  },
  // On a narrow screen, the first cell shows these.
  wide: {
    // Most names fit in one line.
    minWidth: '7.5rem',
    [theme.breakpoints.down(WIDE)]: { display: 'none' },
  },
  // A phone has room for the button only.
  arn: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  narrow: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    [theme.breakpoints.up(WIDE)]: { display: 'none' },
  },
  // Material UI takes the secondary color, which looks like an error.
  selected: {
    '&.Mui-selected, &.Mui-selected:hover': {
      backgroundColor: theme.palette.action.selected,
    },
  },
}));

/** A page of roles, each with a link to the tab of its service. */
export function RoleTable({
  roles,
  hidden,
  selection,
  sort,
  onSort,
}: {
  roles: readonly FleetRole[];
  selection: Selection;
  hidden: readonly Column[];
  sort: ListSort<SortField>;
  onSort: (sort: ListSort<SortField>) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const columns = COLUMNS.filter(column => !hidden.includes(column));
  return (
    <Table size="small" aria-label={t('fleet.title')}>
      <TableHead>
        <TableRow>
          <TableCell padding="checkbox" className={classes.choice}>
            <SelectPage roles={roles} selection={selection} />
          </TableCell>
          {columns.map(column => (
            <TitleCell
              key={column}
              className={isWide(column) ? classes.wide : undefined}
              sortDirection={sort.field === column && sort.order}
            >
              <ColumnTitle column={column} sort={sort} onSort={onSort} />
            </TitleCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {roles.map(role => (
          <TableRow
            key={role.roleArn}
            hover
            className={classes.selected}
            selected={selection.isSelected(role.roleArn)}
          >
            <TableCell padding="checkbox" className={classes.choice}>
              <Checkbox
                size="small"
                color="primary"
                checked={selection.isSelected(role.roleArn)}
                disabled={selection.isAll}
                onChange={({ target }) =>
                  selection.select([role.roleArn], target.checked)
                }
                inputProps={{
                  'aria-label': t('batch.select.role', { name: role.roleName }),
                }}
              />
            </TableCell>
            {columns.map(column => (
              <RoleCell
                key={column}
                column={column}
                role={role}
                columns={columns}
              />
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Selects all roles of the page. */
function SelectPage({
  roles,
  selection: { isAll, isSelected, select },
}: {
  roles: readonly FleetRole[];
  selection: Selection;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const arns = roles.map(({ roleArn }) => roleArn);
  const selected = arns.filter(isSelected).length;
  return (
    <Checkbox
      size="small"
      color="primary"
      checked={selected > 0 && selected === arns.length}
      disabled={isAll}
      indeterminate={selected > 0 && selected < arns.length}
      onChange={({ target }) => select(arns, target.checked)}
      inputProps={{ 'aria-label': t('batch.select.page') }}
    />
  );
}

function ColumnTitle({
  column,
  sort,
  onSort,
}: {
  column: Column;
  sort: ListSort<SortField>;
  onSort: (sort: ListSort<SortField>) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const title = t(`fleet.column.${column}`);
  const field = SORT_FIELDS.find(each => each === column);
  return field ? (
    <SortLabel
      field={field}
      title={title}
      firstOrder="asc"
      sort={sort}
      onSort={onSort}
    />
  ) : (
    <>{title}</>
  );
}

function RoleCell({
  column,
  role,
  columns,
}: {
  column: Column;
  role: FleetRole;
  columns: readonly Column[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (column === 'roleName') {
    return (
      <RowHeaderCell>
        <RoleLink role={role} />
        <ArnText arn={role.roleArn} className={classes.arn} />
        <div className={classes.narrow}>
          {columns.filter(isWide).map(each => (
            <Typography
              key={each}
              variant="caption"
              component="div"
              color="textSecondary"
            >
              {t('fleet.row.labelled', {
                label: t(`fleet.column.${each}`),
                fact: <RoleFact column={each} role={role} />,
              })}
            </Typography>
          ))}
        </div>
      </RowHeaderCell>
    );
  }
  return (
    <Cell className={isWide(column) ? classes.wide : undefined}>
      <RoleFact column={column} role={role} />
    </Cell>
  );
}

/** Whether a column has a place of its own only on a wide screen. */
function isWide(
  column: Column,
): column is Exclude<Column, 'roleName' | 'state'> {
  return column !== 'roleName' && column !== 'state';
}
