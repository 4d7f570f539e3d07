import { Fragment } from 'react';
import { makeStyles, Theme } from '@material-ui/core/styles';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    margin: 0,
    padding: theme.spacing(1),
    // Wrapped, because a scrollable text would have to be in the tab order.
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: theme.palette.background.default,
  },
  // Browsers would also break lines at hyphens, as between -- and an option.
  word: { display: 'inline-block', maxWidth: '100%' },
}));

/** Code that wraps between words; longer ones also within. */
export function CodeText({
  text,
  className = '',
}: {
  text: string;
  className?: string;
}) {
  const classes = useStyles();
  return (
    <pre className={`${classes.root} ${className}`}>
      {text.split(/(\s+)/).map((part, place) =>
        place % 2 === 0 ? (
          <span key={place} className={classes.word}>
            {part}
          </span>
        ) : (
          <Fragment key={place}>{part}</Fragment>
        ),
      )}
    </pre>
  );
}
