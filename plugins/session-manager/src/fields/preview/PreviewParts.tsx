import { ReactNode, useId } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { sessionManagerTranslationRef } from '../../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  part: { marginTop: theme.spacing(2), overflowWrap: 'anywhere' },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1),
  },
  list: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
}));

/**
 * A part of a preview with its heading. It says if it is the answer to the previous
 * form, until the next one arrives.
 */
export function Part({
  title,
  isSettled = true,
  children,
}: {
  title: string;
  isSettled?: boolean;
  children: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.part} aria-busy={!isSettled}>
      <div className={classes.title}>
        <Typography variant="subtitle2" component="h4">
          {title}
        </Typography>
        {!isSettled && (
          <Typography variant="caption" color="textSecondary">
            {t('preview.updating')}
          </Typography>
        )}
      </div>
      {children}
    </div>
  );
}

/** Sentences as a list. */
export function Sentences({
  items,
  label,
}: {
  items: ReadonlyArray<{ key: string; content: ReactNode }>;
  label?: string;
}) {
  const classes = useStyles();
  const id = useId();
  return (
    <>
      {label && (
        <Typography variant="body2" id={id}>
          {label}
        </Typography>
      )}
      <ul className={classes.list} aria-labelledby={label && id}>
        {items.map(({ key, content }) => (
          <li key={key}>
            <Typography variant="body2" component="div">
              {content}
            </Typography>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Holds the place of a part that is loading. */
export function PartSkeleton() {
  const classes = useStyles();
  return (
    <div className={classes.part} aria-hidden>
      <Typography variant="subtitle2" component="div">
        <Skeleton width="60%" />
      </Typography>
      <Typography variant="body2" component="div">
        <Skeleton width="90%" />
        <Skeleton width="80%" />
      </Typography>
    </div>
  );
}
