/**
 * Scaffolder actions that provision AWS Session Manager roles.
 *
 * @packageDocumentation
 */
export { scaffolderModuleSessionManager as default } from './module';
