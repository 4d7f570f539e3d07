import { Route, Routes } from 'react-router-dom';
import { NoSuchPage } from '../components/NoSuchPage';
import { HandoverPage } from './HandoverPage';

/** The route of a handover. */
export function HandoverRoutes() {
  return (
    <Routes>
      <Route path=":handoverId" element={<HandoverPage />} />
      <Route path="*" element={<NoSuchPage />} />
    </Routes>
  );
}
