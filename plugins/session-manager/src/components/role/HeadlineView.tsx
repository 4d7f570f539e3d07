import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { headline, Readiness } from 'backstage-plugin-session-manager-common';
import { NeverLogged } from './NeverLogged';
import { StateMark } from './StateMark';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { headlineText } from '../../translation/sentences';

const useStyles = makeStyles((theme: Theme) => ({
  root: { marginBottom: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/** The state and the summary sentence. */
export function HeadlineView({ readiness }: { readiness: Readiness }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const parts = headline(readiness);
  return (
    <div className={classes.root}>
      <StateMark state={parts.state} />
      <Typography variant="h6" component="p">
        {headlineText(parts, t)}
      </Typography>
      <NeverLogged logged={readiness.logged} />
    </div>
  );
}
