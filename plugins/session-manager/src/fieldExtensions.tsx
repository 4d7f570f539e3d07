import {
  createScaffolderFieldExtension,
  ScaffolderFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { AccountPicker } from './fields/accountPicker/AccountPicker';
import {
  ACCOUNT_PICKER,
  accountPickerSchema,
} from './fields/accountPicker/schema';
import { ChoicePicker } from './fields/choicePicker/ChoicePicker';
import {
  CHOICE_PICKER,
  choicePickerSchema,
} from './fields/choicePicker/schema';
import { InstancesPicker } from './fields/instancesPicker/InstancesPicker';
import {
  INSTANCES_PICKER,
  instancesPickerSchema,
} from './fields/instancesPicker/schema';
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
import { RoleForm } from './fields/roleForm/RoleForm';
import { ROLE_FORM, roleFormSchema } from './fields/roleForm/schema';
import { RolePicker } from './fields/rolePicker/RolePicker';
import { ROLE_PICKER, rolePickerSchema } from './fields/rolePicker/schema';
import { sessionManagerPlugin } from './plugin';

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
    validation: requireConfirmation,
  }),
);

const OtherAccountsExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: OTHER_ACCOUNTS,
    component: OtherAccountsField,
    schema: otherAccountsSchema.schema,
    validation: validateOtherAccounts,
  }),
);

const PreviewExtension = sessionManagerPlugin.provide(
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

const ReasonExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: REASON_FIELD,
    component: ReasonField,
    schema: reasonFieldSchema.schema,
    validation: validateReason,
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
