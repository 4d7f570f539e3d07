import { Content } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { ExplainMessage } from '../components/explain/ExplainMessage';
import { PageHeading } from '../components/PageHeading';
import { sessionManagerTranslationRef } from '../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  paper: { padding: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/** Explains a message without a role. */
export function ExplainContent() {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Content>
      <Paper className={classes.paper}>
        <PageHeading gutterBottom>{t('readiness.explain.title')}</PageHeading>
        <ExplainMessage heading="h3" />
      </Paper>
    </Content>
  );
}
