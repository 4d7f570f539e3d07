import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  InstallationCheck,
  InstallationCheckState,
} from 'backstage-plugin-session-manager-common';
import { PortalText } from '../components/PortalText';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { sessionManagerTranslationRef } from '../translation/ref';
import { CheckStateMark } from './CheckStateMark';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  check: {
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) },
}));

/** What needs attention comes first. */
const ORDER: readonly InstallationCheckState[] = ['problem', 'unknown', 'ok'];

/** Each check with what was found, what to do, and how old that is. */
export function CheckList({
  checks,
}: {
  checks: readonly InstallationCheck[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const sorted = [...checks].sort(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state),
  );
  return (
    <ul className={classes.list}>
      {sorted.map(({ id, state, sentence, remedy, readAt }) => (
        <li key={id} className={classes.check}>
          <div className={classes.head}>
            <Typography variant="subtitle2" component="h4">
              {t(`installation.check.${id}`)}
            </Typography>
            <CheckStateMark state={state} />
          </div>
          <Typography variant="body2">
            <PortalText text={sentence} />
          </Typography>
          {remedy && (
            <Typography variant="body2">
              <PortalText text={remedy} />
            </Typography>
          )}
          <Typography variant="caption" color="textSecondary">
            {t('installation.read', { ago: ago(readAt) })}
          </Typography>
        </li>
      ))}
    </ul>
  );
}
