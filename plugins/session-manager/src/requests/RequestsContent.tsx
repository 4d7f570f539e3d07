import { Content } from '@backstage/core-components';
import { Route, Routes } from 'react-router-dom';
import { RequestList } from './RequestList';
import { RequestPage } from './RequestPage';

/** The list of requests, and each request below it. */
export function RequestsContent() {
  return (
    <Content>
      <Routes>
        <Route index element={<RequestList />} />
        <Route path=":requestId" element={<RequestPage />} />
      </Routes>
    </Content>
  );
}
