import { makeStyles, Theme } from '@material-ui/core/styles';
import TableCell, { TableCellProps } from '@material-ui/core/TableCell';

const useStyles = makeStyles((theme: Theme) => ({
  title: {
    // Backstage breaks words anywhere.
    wordBreak: 'normal',
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1, 0.5) },
  },
  cell: {
    overflowWrap: 'anywhere',
    verticalAlign: 'top',
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1, 0.5) },
  },
}));

/** The title of a column. */
export function TitleCell({ className = '', ...props }: TableCellProps) {
  const classes = useStyles();
  return <TableCell {...props} className={`${classes.title} ${className}`} />;
}

/** A cell in which long names have room, also on a phone. */
export function Cell({ className = '', ...props }: TableCellProps) {
  const classes = useStyles();
  return <TableCell {...props} className={`${classes.cell} ${className}`} />;
}

/** The cell that says what its row is about. */
export function RowHeaderCell(props: TableCellProps) {
  return (
    <Cell
      {...props}
      component="th"
      scope="row"
      // Material UI makes it a cell like the others.
      role="rowheader"
    />
  );
}
