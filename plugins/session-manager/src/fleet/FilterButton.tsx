import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { VisuallyHidden } from '../components/VisuallyHidden';
import { sessionManagerTranslationRef } from '../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    alignItems: 'stretch',
    width: '100%',
    height: '100%',
    textAlign: 'left',
    overflowWrap: 'anywhere',
    padding: theme.spacing(0.5, 1),
    border: '2px solid transparent',
    borderRadius: theme.shape.borderRadius,
    '&:hover': { backgroundColor: theme.palette.action.hover },
    '&:focus-visible': { borderColor: theme.palette.text.secondary },
  },
  shown: { display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 },
  // Not by color alone.
  pressed: {
    borderColor: theme.palette.text.primary,
    backgroundColor: theme.palette.action.selected,
  },
}));

/** A number of roles that filters the list, and when pressed shows all again. */
export function FilterButton({
  name,
  count,
  pressed,
  onPress,
  children,
}: {
  name: string;
  count: number;
  pressed: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <ButtonBase
      className={`${classes.root} ${pressed ? classes.pressed : ''}`}
      aria-pressed={pressed}
      onClick={onPress}
    >
      <VisuallyHidden>
        {t('fleet.outcomes.roles', { name, count })}
      </VisuallyHidden>
      <span className={classes.shown} aria-hidden>
        {children}
      </span>
    </ButtonBase>
  );
}
