import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Button } from '../Button';
import { sessionManagerTranslationRef } from '../../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  root: { padding: theme.spacing(4, 0) },
}));

/** Why a list is empty. */
export function EmptyList({
  reason,
  onClear,
}: {
  reason: string;
  /** Clears the filters; undefined if there are none. */
  onClear: (() => void) | undefined;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.root}>
      <Typography variant="body1" role="status" gutterBottom>
        {reason}
      </Typography>
      {onClear && (
        <Button size="small" variant="outlined" onClick={onClear}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}
