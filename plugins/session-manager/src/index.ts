/**
 * The Session Manager roles of a service, on its catalog page.
 *
 * @packageDocumentation
 */
export {
  EntitySessionManagerCard,
  EntitySessionManagerConnectButton,
  EntitySessionManagerContent,
  SessionManagerHomeCard,
  SessionManagerPage,
  SessionManagerRoleStatePicker,
  SessionManagerSearchResultListItem,
  sessionManagerPlugin,
} from './plugin';
export { sessionManagerFieldExtensions } from './fieldExtensions';
export type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
export type { SessionManagerHomeCardProps } from './home/HomeRoles';
export type { SessionManagerPageProps } from './SessionManagerPage';
export type { EntitySessionManagerContentProps } from './tab/EntitySessionManagerContent';
export type { SessionManagerSearchResultListItemProps } from './search/SearchResultListItem';
export {
  isSessionManagerAvailable,
  isSessionManagerTemplateForPeople,
} from './availability';
export * from './api/SessionManagerApi';
export * from './api/SessionManagerClient';
export type { ChosenInstances } from './fields/instancesPicker/selection';
