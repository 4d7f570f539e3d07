import { CopyTextButton } from '@backstage/core-components';
import { makeStyles, Theme } from '@material-ui/core/styles';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'flex', alignItems: 'flex-start' },
  text: {
    flex: 1,
    minWidth: 0,
    margin: 0,
    padding: theme.spacing(1),
    // Wrapped, because a scrollable text would have to be in the tab order.
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.caption.fontSize,
    backgroundColor: theme.palette.background.default,
  },
}));

/** A text with a button that copies it. */
export function CopiedText({
  text,
  label,
  copied,
}: {
  text: string;
  /** The label of the button. */
  label: string;
  /** The message after copying. */
  copied: string;
}) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <pre className={classes.text}>{text}</pre>
      <CopyTextButton
        text={text}
        tooltipText={copied}
        aria-label={label}
        variant="tertiary"
      />
    </div>
  );
}
