import { ReactNode, useId, useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import ExpandLess from '@material-ui/icons/ExpandLess';
import ExpandMore from '@material-ui/icons/ExpandMore';
import { Button } from './Button';

const useStyles = makeStyles({
  button: {
    justifyContent: 'space-between',
    textAlign: 'left',
    overflowWrap: 'anywhere',
  },
});

/** A line that expands when it is pressed. */
export function Disclosure({
  label,
  initiallyOpen = false,
  children,
}: {
  label: ReactNode;
  initiallyOpen?: boolean;
  children: ReactNode;
}) {
  const classes = useStyles();
  const [open, setOpen] = useState(initiallyOpen);
  const id = useId();
  return (
    <>
      <Button
        fullWidth
        size="small"
        className={classes.button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        endIcon={open ? <ExpandLess /> : <ExpandMore />}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      {open && <div id={id}>{children}</div>}
    </>
  );
}
