import { act } from '@testing-library/react';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { identityApiRef } from '@backstage/core-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  REQUESTS_CHANNEL,
  RequestSignal,
} from 'backstage-plugin-session-manager-common';
import { Route, Routes, useLocation } from 'react-router-dom';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { permissionsOf } from './renderCard';
import { RequestsContent } from '../requests/RequestsContent';
import { scaffolderTaskRouteRef, selectedTemplateRouteRef } from '../routes';

/** Renders the requests at a path, and returns a function that sends signals. */
export async function renderRequests(
  requestsApi: Partial<SessionManagerApi>,
  address = '',
  userEntityRef = 'user:default/grace',
  { scaffolder = true, isAdministrator = true } = {},
) {
  const api = { getAccounts: async () => [], ...requestsApi };
  const listeners = new Set<(message: RequestSignal) => void>();
  const signals: SignalApi = {
    subscribe(channel, listener) {
      expect(channel).toBe(REQUESTS_CHANNEL);
      const notify = (message: RequestSignal) => listener(message as never);
      listeners.add(notify);
      return { unsubscribe: () => listeners.delete(notify) };
    },
  };
  let shown = '';
  function Address() {
    const { pathname, search } = useLocation();
    shown = `${pathname}${search}`;
    return null;
  }
  const { container } = await renderInTestApp(
    <TestApiProvider
      apis={[
        [sessionManagerApiRef, api],
        [signalApiRef, signals],
        [permissionApiRef, permissionsOf(isAdministrator)],
        [identityApiRef, mockApis.identity({ userEntityRef })],
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
        ...(scaffolder && {
          '/create/tasks/:taskId': scaffolderTaskRouteRef,
          '/create/templates/:namespace/:templateName':
            selectedTemplateRouteRef,
        }),
      },
    },
  );
  return {
    container,
    address: () => shown,
    signal: (requestId: string) =>
      act(async () => {
        listeners.forEach(notify =>
          notify({ type: 'request-changed', requestId }),
        );
      }),
  };
}
