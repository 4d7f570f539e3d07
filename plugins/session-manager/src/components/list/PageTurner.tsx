import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Button } from '../Button';
import { sessionManagerTranslationRef } from '../../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
  count: { flex: 1 },
}));

/** How long a list is on all pages, and the way to its other pages. */
export function PageTurner({
  count,
  previous,
  onPrevious,
  onNext,
}: {
  count: string;
  /** Set if it is another page than the previous one. */
  previous?: string;
  /** Undefined on the first page. */
  onPrevious: (() => void) | undefined;
  /** Undefined on the last page. */
  onNext: (() => void) | undefined;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.root}>
      <Typography variant="body2" role="status" className={classes.count}>
        {count}
      </Typography>
      <Button size="small" disabled={!onPrevious} onClick={onPrevious}>
        {previous ?? t('list.previous')}
      </Button>
      <Button size="small" disabled={!onNext} onClick={onNext}>
        {t('list.next')}
      </Button>
    </div>
  );
}
