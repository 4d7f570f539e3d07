import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { scaffolderModuleSessionManager } from '../../module';
import { TEMPLATES } from './templates';

// A separate process: the scaffolder with the module, and real services.
const backend = createBackend();
// Backstage's own compiles the schemas of all configuration, to redact secrets:
// half of what a start takes.
backend.add(mockServices.rootLogger.factory({ level: 'info' }));
// Ends with the test process, however that ends.
process.once('disconnect', () => process.exit());
backend.add(scaffolderPlugin);
backend.add(scaffolderModuleSessionManager);
backend.add(catalogServiceMock.factory({ entities: TEMPLATES }));
backend.start();
