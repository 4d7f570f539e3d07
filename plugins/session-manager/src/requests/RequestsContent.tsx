import { Content } from '@backstage/core-components';
import { Route, Routes } from 'react-router-dom';
import { NoSuchPage } from '../components/NoSuchPage';
import { RequestListView } from './RequestListView';
import { RequestPage } from './RequestPage';

/** The routes of the list of requests and of each request. */
export function RequestsContent({ template }: { template?: string }) {
  return (
    <Content>
      <Routes>
        <Route index element={<RequestListView />} />
        <Route
          path=":requestId"
          element={<RequestPage template={template} />}
        />
        <Route path="*" element={<NoSuchPage />} />
      </Routes>
    </Content>
  );
}
