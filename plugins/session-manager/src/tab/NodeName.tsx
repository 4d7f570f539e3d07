import Typography from '@material-ui/core/Typography';

/** The name of a node, and its ID, which the commands need. */
export function NodeName({ name, nodeId }: { name?: string; nodeId: string }) {
  return name ? (
    <Typography variant="body2">
      <strong>{name}</strong>{' '}
      <Typography variant="caption" color="textSecondary">
        {nodeId}
      </Typography>
    </Typography>
  ) : (
    <Typography variant="body2">
      <strong>{nodeId}</strong>
    </Typography>
  );
}
