import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { entities } from './entities';

// Credentials for a stand-in of AWS; it accepts any. AWS itself refuses them.
process.env.AWS_ACCESS_KEY_ID ??= 'development';
process.env.AWS_SECRET_ACCESS_KEY ??= 'development';

const backend = createBackend();

// Every call is made by one user, without a sign-in.
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(catalogServiceMock.factory({ entities }));
backend.add(import('../src'));

backend.start();
