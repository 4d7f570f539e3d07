/**
 * The Session Manager roles of a service, on its catalog page.
 *
 * @packageDocumentation
 */
export {
  EntitySessionManagerCard,
  EntitySessionManagerContent,
  SessionManagerPage,
  sessionManagerPlugin,
} from './plugin';
export type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
export type { EntitySessionManagerContentProps } from './readiness/EntitySessionManagerContent';
export { isSessionManagerAvailable } from './availability';
export * from './api/SessionManagerApi';
export * from './api/SessionManagerClient';
export { DEFAULT_TEMPLATE } from './template/templateForm';
export { sessionManagerTranslationRef } from './translation/ref';
