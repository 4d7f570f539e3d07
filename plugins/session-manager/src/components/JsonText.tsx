import { makeStyles, Theme } from '@material-ui/core/styles';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    margin: 0,
    padding: theme.spacing(1),
    // Wrapped instead of scrolled: a scrollable area must be focusable.
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.caption.fontSize,
    backgroundColor: theme.palette.background.default,
  },
}));

/** A value as indented JSON. */
export function JsonText({ value }: { value: unknown }) {
  const classes = useStyles();
  return <pre className={classes.root}>{JSON.stringify(value, null, 2)}</pre>;
}
