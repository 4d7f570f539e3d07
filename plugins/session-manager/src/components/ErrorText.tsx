import { ReactNode } from 'react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ErrorOutline from '@material-ui/icons/ErrorOutline';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    gap: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  },
  icon: { color: theme.palette.error.main },
  text: {
    minWidth: 0,
    // The icon has indented it.
    '& ul': { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
  },
}));

/**
 * What went wrong, or what prevents something. The icon has the color of errors;
 * the text keeps its own, for contrast in both themes.
 */
export function ErrorText({
  role,
  children,
}: {
  role?: 'alert';
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <Typography
      variant="body2"
      component="div"
      role={role}
      className={classes.root}
    >
      <ErrorOutline fontSize="small" className={classes.icon} aria-hidden />
      <div className={classes.text}>{children}</div>
    </Typography>
  );
}
