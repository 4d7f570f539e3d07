/**
 * The Session Manager roles of a service, on its catalog page.
 *
 * @packageDocumentation
 */
export {
  EntitySessionManagerCard,
  SessionManagerAccountPicker,
  SessionManagerPage,
  sessionManagerPlugin,
} from './plugin';
export type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
export { isSessionManagerAvailable } from './availability';
export * from './api/SessionManagerApi';
export * from './api/SessionManagerClient';
export { DEFAULT_TEMPLATE } from './template/templateForm';
export { sessionManagerTranslationRef } from './translation/ref';
