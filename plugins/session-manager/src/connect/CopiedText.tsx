import { CopyTextButton } from '@backstage/core-components';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { CodeText } from '../components/CodeText';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'flex', alignItems: 'flex-start' },
  text: {
    flex: 1,
    minWidth: 0,
    fontSize: theme.typography.caption.fontSize,
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
      <CodeText className={classes.text} text={text} />
      <CopyTextButton
        text={text}
        tooltipText={copied}
        aria-label={label}
        variant="tertiary"
      />
    </div>
  );
}
