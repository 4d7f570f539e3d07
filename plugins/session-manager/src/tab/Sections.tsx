import { ReactNode, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { sessionManagerTranslationRef } from '../translation/ref';

const PANEL = 'session-manager-section';

const useStyles = makeStyles((theme: Theme) => ({
  panel: { padding: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/** A part of what is known of a role. */
export interface RoleSection {
  id:
    | 'policy'
    | 'differences'
    | 'preferences'
    | 'instances'
    | 'requests'
    | 'explain';
  content: ReactNode;
}

/** Everything else about a role, a part at a time. */
export function Sections({ sections }: { sections: readonly RoleSection[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [shown, setShown] = useState(sections[0]?.id);
  return (
    <>
      <Tabs
        value={shown}
        onChange={(_, id) => setShown(id)}
        aria-label={t('readiness.sections.label')}
        variant="scrollable"
        indicatorColor="primary"
        textColor="primary"
      >
        {sections.map(({ id }) => (
          <Tab
            key={id}
            value={id}
            id={`${PANEL}-${id}`}
            aria-controls={PANEL}
            label={t(`readiness.sections.${id}`)}
          />
        ))}
      </Tabs>
      <Paper
        role="tabpanel"
        id={PANEL}
        aria-labelledby={`${PANEL}-${shown}`}
        className={classes.panel}
      >
        {sections.find(({ id }) => id === shown)?.content}
      </Paper>
    </>
  );
}
