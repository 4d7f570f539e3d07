import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { sessionManagerTranslationRef } from '../translation/ref';
import { VisuallyHidden } from './VisuallyHidden';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
  },
}));

/** The lines of one healthy role, each with the text style it will have. */
const BLOCKS = [
  [['body1', '70%']],
  [
    ['subtitle1', '50%'],
    ['body2', '45%'],
    ['caption', '80%'],
  ],
  [
    ['body2', '90%'],
    ['body2', '60%'],
  ],
  [
    ['body2', '75%'],
    ['body2', '85%'],
  ],
] as const;

/** Reserves the card's space while the first response is loading. */
export function CardSkeleton() {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.root}>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {BLOCKS.map((lines, block) => (
        <div key={block} aria-hidden>
          {lines.map(([variant, width], line) => (
            <Typography key={line} variant={variant} component="div">
              <Skeleton width={width} />
            </Typography>
          ))}
        </div>
      ))}
    </div>
  );
}
