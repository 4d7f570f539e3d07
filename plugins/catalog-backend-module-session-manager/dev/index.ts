import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { fleetPlugin } from './fleetPlugin';

const backend = createBackend();

// Every call is made by one user, without a sign-in.
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(mockServices.permissions.factory());
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('../src'));
backend.add(fleetPlugin);

backend.start();
