import { Route, Routes } from 'react-router-dom';
import { HandoverPage } from './HandoverPage';

/** Each handover at its address. */
export function HandoverRoutes() {
  return (
    <Routes>
      <Route path=":handoverId" element={<HandoverPage />} />
    </Routes>
  );
}
