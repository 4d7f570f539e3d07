import {
  createScaffolderFieldExtension,
  ScaffolderFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import {
  ACCOUNT_PICKER,
  accountPickerSchema,
} from './fields/accountPicker/schema';
import {
  CHOICE_PICKER,
  choicePickerSchema,
} from './fields/choicePicker/schema';
import {
  INSTANCES_PICKER,
  instancesPickerSchema,
} from './fields/instancesPicker/schema';
import { LOSSES, lossesSchema } from './fields/losses/schema';
import {
  OTHER_ACCOUNTS,
  otherAccountsSchema,
} from './fields/otherAccounts/schema';
import { PREVIEW_FIELD, previewSchema } from './fields/preview/schema';
import { REASON_FIELD, reasonFieldSchema } from './fields/reason/schema';
import { ROLE_FORM, roleFormSchema } from './fields/roleForm/schema';
import { ROLE_PICKER, rolePickerSchema } from './fields/rolePicker/schema';
import { lazyField } from './fields/lazyField';
import { sessionManagerPlugin } from './plugin';

const AccountPicker = lazyField(() =>
  import('./fields/accountPicker/AccountPicker').then(m => m.AccountPicker),
);
const ChoicePicker = lazyField(() =>
  import('./fields/choicePicker/ChoicePicker').then(m => m.ChoicePicker),
);
const InstancesPicker = lazyField(() =>
  import('./fields/instancesPicker/InstancesPicker').then(
    m => m.InstancesPicker,
  ),
);
const LossesField = lazyField(() =>
  import('./fields/losses/LossesField').then(m => m.LossesField),
);
const OtherAccountsField = lazyField(() =>
  import('./fields/otherAccounts/OtherAccountsField').then(
    m => m.OtherAccountsField,
  ),
);
const PreviewField = lazyField(() =>
  import('./fields/preview/PreviewField').then(m => m.PreviewField),
);
const ReasonField = lazyField(() =>
  import('./fields/reason/ReasonField').then(m => m.ReasonField),
);
const RoleForm = lazyField(() =>
  import('./fields/roleForm/RoleForm').then(m => m.RoleForm),
);
const RolePicker = lazyField(() =>
  import('./fields/rolePicker/RolePicker').then(m => m.RolePicker),
);

const AccountPickerExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: ACCOUNT_PICKER,
    component: AccountPicker,
    schema: accountPickerSchema.schema,
  }),
);

const ChoicePickerExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: CHOICE_PICKER,
    component: ChoicePicker,
    schema: choicePickerSchema.schema,
  }),
);

const InstancesPickerExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: INSTANCES_PICKER,
    component: InstancesPicker,
    schema: instancesPickerSchema.schema,
  }),
);

const LossesExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: LOSSES,
    component: LossesField,
    schema: lossesSchema.schema,
    validation: async (...form) =>
      (await import('./fields/losses/requireConfirmation')).requireConfirmation(
        ...form,
      ),
  }),
);

const OtherAccountsExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: OTHER_ACCOUNTS,
    component: OtherAccountsField,
    schema: otherAccountsSchema.schema,
    validation: async (...form) =>
      (
        await import('./fields/otherAccounts/validateOtherAccounts')
      ).validateOtherAccounts(...form),
  }),
);

const PreviewExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: PREVIEW_FIELD,
    component: PreviewField,
    schema: previewSchema.schema,
    validation: async (...form) =>
      (await import('./fields/preview/validatePreview')).validatePreview(
        ...form,
      ),
  }),
);

const ReasonExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: REASON_FIELD,
    component: ReasonField,
    schema: reasonFieldSchema.schema,
    validation: async (...form) =>
      (await import('./fields/reason/validateReason')).validateReason(...form),
  }),
);

const RoleFormExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: ROLE_FORM,
    component: RoleForm,
    schema: roleFormSchema.schema,
  }),
);

const RolePickerExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: ROLE_PICKER,
    component: RolePicker,
    schema: rolePickerSchema.schema,
  }),
);

/**
 * All form fields of the plugin, for the route of the `ScaffolderPage` of an app on
 * `@backstage/core-plugin-api`. They are in a `ScaffolderFieldExtensions` of their own,
 * which can be within the app's.
 *
 * @public
 */
export const sessionManagerFieldExtensions: JSX.Element = (
  <ScaffolderFieldExtensions>
    <AccountPickerExtension />
    <ChoicePickerExtension />
    <InstancesPickerExtension />
    <LossesExtension />
    <OtherAccountsExtension />
    <PreviewExtension />
    <ReasonExtension />
    <RoleFormExtension />
    <RolePickerExtension />
  </ScaffolderFieldExtensions>
);
