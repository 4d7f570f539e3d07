import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { CheckButton } from '../components/CheckButton';
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
}));

/** When the data was checked, with a button to check again. */
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
      <CheckButton
        checking={checking}
        label={checking ? t('check.checking') : undefined}
        onCheck={onCheckAgain}
      />
      <Outcome check={check} state={state} />
    </div>
  );
}

/** Announces the state of a check to screen readers, but not the changing age. */
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
