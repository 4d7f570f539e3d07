import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { shortenMiddle } from '../shorten';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    '& button': { padding: theme.spacing(0.5) },
    '& svg': { fontSize: '1rem' },
  },
  arn: { fontFamily: 'monospace' },
}));

/** The ARN of a role, shortened in the middle, with a button that copies it. */
export function ArnText({
  arn,
  className = '',
}: {
  arn: string;
  /** Of the text, without the button. */
  className?: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.root}>
      <Typography
        variant="caption"
        className={`${classes.arn} ${className}`}
        title={arn}
      >
        {shortenMiddle(arn, 34)}
      </Typography>
      <CopyTextButton
        text={arn}
        tooltipText={t('role.arnCopied')}
        aria-label={t('role.copyArn', { arn })}
        variant="tertiary"
      />
    </div>
  );
}
