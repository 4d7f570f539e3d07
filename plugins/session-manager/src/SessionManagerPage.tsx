import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Navigate, Route, Routes } from 'react-router-dom';
import { HandoverPage } from './handover/HandoverPage';
import { RequestsContent } from './requests/RequestsContent';
import { ExplainContent } from './explain/ExplainContent';
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

/** The plugin's pages, for apps on the old frontend system. */
export function SessionManagerPage({ template }: SessionManagerPageProps) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('title')} />
      <Routes>
        <Route index element={<Navigate to="requests" replace />} />
        <Route
          path="requests/*"
          element={<RequestsContent template={template} />}
        />
        <Route path="explain" element={<ExplainContent />} />
        <Route path="handover/:handoverId" element={<HandoverPage />} />
      </Routes>
    </Page>
  );
}
