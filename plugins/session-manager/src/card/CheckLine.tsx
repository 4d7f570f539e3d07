import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { CardState } from '../components/role/roleState';
import { Check } from '../hooks/useEntityRoles';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { VisuallyHidden } from '../components/VisuallyHidden';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    width: '100%',
  },
  button: { textTransform: 'none' },
}));

/** How old the answer is, and the way to a new one. */
export function CheckLine({
  check,
  state,
  onCheckAgain,
}: {
  check: Check;
  state: CardState | undefined;
  onCheckAgain: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { checking, known } = check;
  return (
    <div className={classes.root}>
      <Typography variant="caption" color="textSecondary">
        {known && t('check.checked', { ago: ago(known.checkedAt) })}
      </Typography>
      {/* Not disabled meanwhile: it would lose the keyboard's focus. */}
      <Button
        size="small"
        className={classes.button}
        aria-disabled={checking}
        onClick={checking ? undefined : onCheckAgain}
      >
        {checking ? t('check.checking') : t('check.again')}
      </Button>
      <Outcome check={check} state={state} />
    </div>
  );
}

/** Tells a screen reader how a check goes; the age, which ticks, is not told. */
function Outcome({ check, state }: { check: Check; state?: CardState }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const text = () => {
    if (check.checking) {
      return t('check.checking');
    }
    return check.problem || !state
      ? t('check.failed')
      : t('check.done', { state: t(`state.${state}`) });
  };
  return (
    <VisuallyHidden>
      <span role="status">{text()}</span>
    </VisuallyHidden>
  );
}
