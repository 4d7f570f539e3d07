import { act } from '@testing-library/react';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  REQUESTS_CHANNEL,
  RequestSignal,
} from 'backstage-plugin-session-manager-common';
import { Route, Routes, useLocation } from 'react-router-dom';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { RequestsContent } from '../requests/RequestsContent';
import { scaffolderTaskRouteRef } from '../routes';

/** Shows the requests at an address below theirs, with a way to send signals. */
export async function renderRequests(
  api: Partial<SessionManagerApi>,
  address = '',
) {
  const listeners = new Set<(message: RequestSignal) => void>();
  const signals: SignalApi = {
    subscribe(channel, listener) {
      expect(channel).toBe(REQUESTS_CHANNEL);
      const tell = (message: RequestSignal) => listener(message as never);
      listeners.add(tell);
      return { unsubscribe: () => listeners.delete(tell) };
    },
  };
  let shown = '';
  function Address() {
    const { pathname, search } = useLocation();
    shown = `${pathname}${search}`;
    return null;
  }
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [sessionManagerApiRef, api],
        [signalApiRef, signals],
      ]}
    >
      <Address />
      <Routes>
        <Route path="/requests/*" element={<RequestsContent />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [`/requests${address}`],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/create/tasks/:taskId': scaffolderTaskRouteRef,
      },
    },
  );
  return {
    address: () => shown,
    signal: (requestId: string) =>
      act(async () => {
        listeners.forEach(tell => tell({ type: 'request-changed', requestId }));
      }),
  };
}
