import { Header, HeaderTabs, Link, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { BatchRoutes } from './batches/BatchRoutes';
import { FleetContent } from './fleet/FleetContent';
import { HandoverPage } from './handover/HandoverPage';
import { RequestsContent } from './requests/RequestsContent';
import { ExplainContent } from './explain/ExplainContent';
import { NoSuchPage } from './components/NoSuchPage';
import { useIsAdministrator } from './hooks/useIsAdministrator';
import { InstallationContent } from './installation/InstallationContent';
import { sessionManagerTranslationRef } from './translation/ref';

/**
 * Props of {@link SessionManagerPage}.
 *
 * @public
 */
export interface SessionManagerPageProps {
  /**
   * The template that requests a role again if no template filed the request, as
   * `namespace/name`. Defaults to
   * `default/session-manager-role-logging`.
   */
  template?: string;
}

/**
 * The pages that have a tab, in the order of the new frontend system's; that of the
 * installation only for those who may check it.
 */
const ALL_TABS = [
  { path: 'roles', title: 'fleet.title' },
  { path: 'requests', title: 'requests.title' },
  { path: 'explain', title: 'readiness.explain.title' },
  { path: 'installation', title: 'installation.title' },
] as const;

/** The plugin's pages, for apps on the old frontend system. */
export function SessionManagerPage({ template }: SessionManagerPageProps) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('title')} />
      <PageTabs />
      <Routes>
        <Route index element={<Navigate to={ALL_TABS[0].path} replace />} />
        <Route path="roles" element={<FleetContent />} />
        <Route
          path="requests/*"
          element={<RequestsContent template={template} />}
        />
        <Route path="explain" element={<ExplainContent />} />
        <Route path="installation" element={<InstallationContent />} />
        <Route path="batches/*" element={<BatchRoutes />} />
        <Route path="handover/:handoverId" element={<HandoverPage />} />
        <Route path="*" element={<NoSuchPage />} />
      </Routes>
    </Page>
  );
}

/** The tabs; none on a page that is reached only by a link. */
function PageTabs() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [first] = (useParams()['*'] ?? '').split('/');
  const isAdministrator = useIsAdministrator();
  const tabs = ALL_TABS.filter(
    ({ path }) => path !== 'installation' || isAdministrator,
  );
  const selected = tabs.findIndex(({ path }) => path === first);
  return selected < 0 ? null : (
    <HeaderTabs
      selectedIndex={selected}
      tabs={tabs.map(({ path, title }) => ({
        id: path,
        label: t(title),
        tabProps: { component: Link, to: path },
      }))}
    />
  );
}
