import TableSortLabel from '@material-ui/core/TableSortLabel';
import { ListSort } from '../../hooks/listAddress';

/** The title of a column that a list can be sorted by. */
export function SortLabel<Field extends string>({
  field,
  title,
  firstOrder,
  sort,
  onSort,
}: {
  field: Field;
  title: string;
  /** The order of the first click. */
  firstOrder: ListSort<Field>['order'];
  sort: ListSort<Field>;
  onSort: (sort: ListSort<Field>) => void;
}) {
  const active = sort.field === field;
  return (
    <TableSortLabel
      active={active}
      direction={active ? sort.order : firstOrder}
      onClick={() =>
        onSort({ field, order: active ? opposite(sort.order) : firstOrder })
      }
    >
      {title}
    </TableSortLabel>
  );
}

function opposite(order: 'asc' | 'desc') {
  return order === 'asc' ? 'desc' : 'asc';
}
