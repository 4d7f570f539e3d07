/**
 * The Session Manager roles of a service, on its catalog page.
 *
 * @packageDocumentation
 */
export {
  EntitySessionManagerCard,
  EntitySessionManagerContent,
  SessionManagerAccountPickerFieldExtension,
  SessionManagerChoicePickerFieldExtension,
  SessionManagerPreviewFieldExtension,
  SessionManagerInstancesPickerFieldExtension,
  SessionManagerPage,
  sessionManagerPlugin,
} from './plugin';
export type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
export type { EntitySessionManagerContentProps } from './tab/EntitySessionManagerContent';
export { isSessionManagerAvailable } from './availability';
export * from './api/SessionManagerApi';
export * from './api/SessionManagerClient';
export {
  DEFAULT_ATTACH_TEMPLATE,
  DEFAULT_TEMPLATE,
} from './components/role/templateForm';
export type { ChosenInstances } from './fields/instancesPicker/selection';
export { sessionManagerTranslationRef } from './translation/ref';
