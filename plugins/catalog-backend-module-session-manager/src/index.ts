/**
 * Provides AWS Session Manager roles as entities of the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleSessionManager as default } from './module';
