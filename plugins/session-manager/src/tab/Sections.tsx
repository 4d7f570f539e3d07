import { ReactNode, useEffect, useRef } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { useSearchParams } from 'react-router-dom';
import { SECTION_PARAM } from '../hooks/useRolePath';
import { sessionManagerTranslationRef } from '../translation/ref';

const PANEL = 'session-manager-section';

const useStyles = makeStyles((theme: Theme) => ({
  panel: { padding: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/** A section about a role. */
export interface RoleSection {
  id:
    'policy' | 'differences' | 'preferences' | 'nodes' | 'requests' | 'explain';
  content: ReactNode;
}

/** The sections about a role, one at a time. The address selects it. */
export function Sections({ sections }: { sections: readonly RoleSection[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [wanted, select] = useSection();
  const shown = sections.find(({ id }) => id === wanted) ?? sections[0];
  const tabs = useScrolledTo(wanted !== null);
  return (
    <>
      <Tabs
        ref={tabs}
        value={shown.id}
        onChange={(_, id) => select(id)}
        aria-label={t('readiness.sections.label')}
        variant="scrollable"
        indicatorColor="primary"
        textColor="primary"
      >
        {sections.map(({ id }) => (
          <Tab
            key={id}
            value={id}
            id={sectionTabId(id)}
            aria-controls={PANEL}
            label={t(`readiness.sections.${id}`)}
          />
        ))}
      </Tabs>
      <Paper
        role="tabpanel"
        id={PANEL}
        aria-labelledby={sectionTabId(shown.id)}
        className={classes.panel}
      >
        {shown.content}
      </Paper>
    </>
  );
}

/** Shows an element that a link leads to, once it is there. */
function useScrolledTo(isTarget: boolean) {
  const element = useRef<HTMLButtonElement>(null);
  const isFirst = useRef(isTarget);
  useEffect(() => {
    if (isFirst.current) {
      element.current?.scrollIntoView();
    }
  }, []);
  return element;
}

/** The section in the address, and a way to select another one. */
export function useSection(): [string | null, (id: string) => void] {
  const [params, setParams] = useSearchParams();
  const select = (id: string) =>
    setParams(
      current => {
        const next = new URLSearchParams(current);
        next.set(SECTION_PARAM, id);
        return next;
      },
      { replace: true },
    );
  return [params.get(SECTION_PARAM), select];
}

/** The id of the tab of a section in the document. */
export function sectionTabId(id: string): string {
  return `${PANEL}-${id}`;
}
