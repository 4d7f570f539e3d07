import Skeleton from '@material-ui/lab/Skeleton';

/** Reserves the space of a list while its first page is loading. */
export function ListSkeleton({
  label,
  rows,
  height,
}: {
  label: string;
  rows: number;
  height: number;
}) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} />
      ))}
    </div>
  );
}
