import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  CardExtensionProps,
  createCardExtension,
} from '@backstage/plugin-home-react';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import {
  createSearchResultListItemExtension,
  SearchResultListItemExtensionProps,
} from '@backstage/plugin-search-react';
import { AccountPicker } from './fields/accountPicker/AccountPicker';
import {
  ACCOUNT_PICKER,
  accountPickerSchema,
} from './fields/accountPicker/schema';
import { sessionManagerApiRef } from './api/SessionManagerApi';
import type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
import type { SessionManagerPageProps } from './SessionManagerPage';
import type { EntitySessionManagerContentProps } from './tab/EntitySessionManagerContent';
import { ChoicePicker } from './fields/choicePicker/ChoicePicker';
import {
  CHOICE_PICKER,
  choicePickerSchema,
} from './fields/choicePicker/schema';
import { LossesField } from './fields/losses/LossesField';
import { requireConfirmation } from './fields/losses/requireConfirmation';
import { LOSSES, lossesSchema } from './fields/losses/schema';
import { OtherAccountsField } from './fields/otherAccounts/OtherAccountsField';
import {
  OTHER_ACCOUNTS,
  otherAccountsSchema,
} from './fields/otherAccounts/schema';
import { validateOtherAccounts } from './fields/otherAccounts/validateOtherAccounts';
import { LazyPreviewField } from './fields/preview/LazyPreviewField';
import { PREVIEW_FIELD, previewSchema } from './fields/preview/schema';
import { ReasonField } from './fields/reason/ReasonField';
import { REASON_FIELD, reasonFieldSchema } from './fields/reason/schema';
import { validateReason } from './fields/reason/validateReason';
import { RolePicker } from './fields/rolePicker/RolePicker';
import { ROLE_PICKER, rolePickerSchema } from './fields/rolePicker/schema';
import { RoleForm } from './fields/roleForm/RoleForm';
import { ROLE_FORM, roleFormSchema } from './fields/roleForm/schema';
import { HOME_LAYOUT } from './home/homeLayout';
import type { SessionManagerHomeCardProps } from './home/HomeRoles';
import { SessionManagerClient } from './api/SessionManagerClient';
import { isServiceResult } from './search/isServiceResult';
import type { SessionManagerSearchResultListItemProps } from './search/SearchResultListItem';
import { InstancesPicker } from './fields/instancesPicker/InstancesPicker';
import {
  INSTANCES_PICKER,
  instancesPickerSchema,
} from './fields/instancesPicker/schema';
import {
  batchRouteRef,
  requestRouteRef,
  requestsRouteRef,
  rootRouteRef,
  scaffolderTaskRouteRef,
  selectedTemplateRouteRef,
} from './routes';

/**
 * The plugin, for apps on `@backstage/core-plugin-api`.
 *
 * @public
 */
export const sessionManagerPlugin = createPlugin({
  id: 'session-manager',
  apis: [
    createApiFactory({
      api: sessionManagerApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SessionManagerClient(deps),
    }),
  ],
  routes: {
    root: rootRouteRef,
    requests: requestsRouteRef,
    request: requestRouteRef,
    batch: batchRouteRef,
  },
  externalRoutes: {
    selectedTemplate: selectedTemplateRouteRef,
    task: scaffolderTaskRouteRef,
  },
});

/**
 * The card with the Session Manager roles of an entity, for its overview.
 *
 * @public
 */
export const EntitySessionManagerCard: (
  props: EntitySessionManagerCardProps,
) => JSX.Element = sessionManagerPlugin.provide(
  createComponentExtension({
    name: 'EntitySessionManagerCard',
    component: {
      lazy: () =>
        import('./card/EntitySessionManagerCard').then(
          m => m.EntitySessionManagerCard,
        ),
    },
  }),
);

/**
 * A button for an entity's page that opens the tab with the nodes of the entity,
 * to connect to one.
 *
 * @public
 */
export const EntitySessionManagerConnectButton: () => JSX.Element =
  sessionManagerPlugin.provide(
    createComponentExtension({
      name: 'EntitySessionManagerConnectButton',
      component: {
        lazy: () =>
          import('./connect/EntitySessionManagerConnectButton').then(
            m => m.EntitySessionManagerConnectButton,
          ),
      },
    }),
  );

/**
 * The form field `SessionManagerAccountPicker`: selects an account by name, and
 * shows the settings that it applies to every role.
 *
 * @public
 */
export const SessionManagerAccountPickerFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: ACCOUNT_PICKER,
      component: AccountPicker,
      schema: accountPickerSchema.schema,
    }),
  );

/**
 * The form field `SessionManagerInstancesPicker`: selects instances of the
 * service of the form.
 *
 * @public
 */
export const SessionManagerInstancesPickerFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: INSTANCES_PICKER,
      component: InstancesPicker,
      schema: instancesPickerSchema.schema,
    }),
  );

/**
 * The form field `SessionManagerChoicePicker`: selects a bucket, key or log group
 * of the account from those that the portal may list.
 *
 * @public
 */
export const SessionManagerChoicePickerFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: CHOICE_PICKER,
      component: ChoicePicker,
      schema: choicePickerSchema.schema,
    }),
  );

/**
 * The page of a template `SessionManagerRoleForm`: fills itself in from the
 * current settings of the role, or from the session preferences of the account.
 *
 * @public
 */
export const SessionManagerRoleFormFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: ROLE_FORM,
      component: RoleForm,
      schema: roleFormSchema.schema,
    }),
  );

/**
 * The form field `SessionManagerLosses`: names what the role would lose, and
 * requires a confirmation.
 *
 * @public
 */
export const SessionManagerLossesFieldExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: LOSSES,
    component: LossesField,
    schema: lossesSchema.schema,
    validation: requireConfirmation,
  }),
);

/**
 * The form field `SessionManagerOtherAccounts`: creates the same role in other
 * accounts as well, each with its own settings and its own approval.
 *
 * @public
 */
export const SessionManagerOtherAccountsFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: OTHER_ACCOUNTS,
      component: OtherAccountsField,
      schema: otherAccountsSchema.schema,
      validation: validateOtherAccounts,
    }),
  );

/**
 * The form field `SessionManagerPreview`: previews what the task of the form
 * would do, and holds the form until the task can succeed.
 *
 * @public
 */
export const SessionManagerPreviewFieldExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: PREVIEW_FIELD,
    component: LazyPreviewField,
    schema: previewSchema.schema,
    validation: async (...form) =>
      (await import('./fields/preview/validatePreview')).validatePreview(
        ...form,
      ),
  }),
);

/**
 * The form field `SessionManagerRolePicker`: selects a role of the service of
 * the form.
 *
 * @public
 */
export const SessionManagerRolePickerFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: ROLE_PICKER,
      component: RolePicker,
      schema: rolePickerSchema.schema,
    }),
  );

/**
 * The form field `SessionManagerReason`: the reason of a request, which is
 * required if roles in the account of the form require an approval.
 *
 * @public
 */
export const SessionManagerReasonFieldExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: REASON_FIELD,
    component: ReasonField,
    schema: reasonFieldSchema.schema,
    validation: validateReason,
  }),
);

/**
 * The pages of the plugin: role requests, the explanation of messages, and
 * activation codes.
 *
 * @public
 */
export const SessionManagerPage = sessionManagerPlugin.provide(
  createRoutableExtension({
    name: 'SessionManagerPage',
    component: (): Promise<(props: SessionManagerPageProps) => JSX.Element> =>
      import('./SessionManagerPage').then(m => m.SessionManagerPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The tab of an entity's page that shows whether sessions on its roles start and
 * are logged, and why.
 *
 * @public
 */
export const EntitySessionManagerContent: (
  props: EntitySessionManagerContentProps,
) => JSX.Element = sessionManagerPlugin.provide(
  createComponentExtension({
    name: 'EntitySessionManagerContent',
    component: {
      lazy: () =>
        import('./tab/EntitySessionManagerContent').then(
          m => m.EntitySessionManagerContent,
        ),
    },
  }),
);

/**
 * The card with the Session Manager roles of the services that the person owns,
 * for the home page of `@backstage/plugin-home`.
 *
 * @public
 */
export const SessionManagerHomeCard: (
  props: CardExtensionProps<SessionManagerHomeCardProps>,
) => JSX.Element = sessionManagerPlugin.provide(
  createCardExtension<SessionManagerHomeCardProps>({
    name: 'SessionManagerHomeCard',
    title: 'My services’ sessions',
    description:
      'Whether sessions on the nodes of your services would start and be logged.',
    layout: HOME_LAYOUT,
    components: async () => ({
      Content: (await import('./home/HomeRoles')).HomeRoles,
    }),
  }),
);

/**
 * The filter of the catalog by the state of the roles that the catalog has as
 * entities, for the `filters` of `CatalogIndexPage`.
 *
 * @public
 */
export const SessionManagerRoleStatePicker: () => JSX.Element =
  sessionManagerPlugin.provide(
    createComponentExtension({
      name: 'SessionManagerRoleStatePicker',
      component: {
        lazy: () =>
          import('./catalogFilter/RoleStatePicker').then(
            m => m.RoleStatePicker,
          ),
      },
    }),
  );

/**
 * The result of a service in the catalog search, with a link to its nodes. It
 * replaces the catalog's own if it is listed before it.
 *
 * @public
 */
export const SessionManagerSearchResultListItem: (
  props: SearchResultListItemExtensionProps<SessionManagerSearchResultListItemProps>,
) => JSX.Element | null = sessionManagerPlugin.provide(
  createSearchResultListItemExtension({
    name: 'SessionManagerSearchResultListItem',
    component: () =>
      import('./search/SearchResultListItem').then(m => m.SearchResultListItem),
    predicate: result => isServiceResult(result),
  }),
);
