import { forwardRef, ReactNode, useEffect, useRef } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useForkRef } from '@material-ui/core/utils';
import { useLocation } from 'react-router-dom';

// Nothing can be done with the heading, so it needs no frame.
const useStyles = makeStyles({ root: { '&:focus': { outline: 'none' } } });

/** The key of the location at which the portal was opened. */
const FIRST = 'default';

/**
 * The heading of a page. After a navigation within the portal it takes the
 * focus, which the link that was followed has lost: the keyboard continues
 * there, and screen readers announce the page.
 */
export const PageHeading = forwardRef<
  HTMLHeadingElement,
  { children: ReactNode; gutterBottom?: boolean }
>(function Heading({ children, gutterBottom }, ref) {
  const classes = useStyles();
  const own = useRef<HTMLHeadingElement>(null);
  const isNavigation = useLocation().key !== FIRST;
  const takesFocus = useRef(isNavigation);

  useEffect(() => {
    if (takesFocus.current && document.activeElement === document.body) {
      own.current?.focus();
    }
  }, []);

  return (
    <Typography
      ref={useForkRef(own, ref)}
      className={classes.root}
      tabIndex={-1}
      variant="h5"
      component="h2"
      gutterBottom={gutterBottom}
    >
      {children}
    </Typography>
  );
});
