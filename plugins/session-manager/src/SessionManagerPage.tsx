import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Navigate, Route, Routes } from 'react-router-dom';
import { HandoverPage } from './handover/HandoverPage';
import { RequestsContent } from './requests/RequestsContent';
import { ExplainContent } from './explain/ExplainContent';
import { sessionManagerTranslationRef } from './translation/ref';

/** The plugin's pages for an app of the first frontend system. */
export function SessionManagerPage() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('title')} />
      <Routes>
        <Route index element={<Navigate to="requests" replace />} />
        <Route path="requests/*" element={<RequestsContent />} />
        <Route path="explain" element={<ExplainContent />} />
        <Route path="handover/:handoverId" element={<HandoverPage />} />
      </Routes>
    </Page>
  );
}
