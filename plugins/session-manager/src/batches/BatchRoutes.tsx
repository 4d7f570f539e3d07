import { Content } from '@backstage/core-components';
import { Route, Routes } from 'react-router-dom';
import { NoSuchPage } from '../components/NoSuchPage';
import { BatchPage } from './BatchPage';

/** The route of a batch. */
export function BatchRoutes() {
  return (
    <Content>
      <Routes>
        <Route path=":batchId" element={<BatchPage />} />
        <Route path="*" element={<NoSuchPage />} />
      </Routes>
    </Content>
  );
}
