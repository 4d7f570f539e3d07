import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import {
  DEVELOPMENT,
  PAGE,
  SERVICE,
} from '../src/fields/__testUtils__/formFixtures';
import { AccountPicker } from '../src/fields/accountPicker/AccountPicker';
import { ACCOUNT_PICKER } from '../src/fields/accountPicker/schema';
import { ChoicePicker } from '../src/fields/choicePicker/ChoicePicker';
import { CHOICE_PICKER } from '../src/fields/choicePicker/schema';
import { InstancesPicker } from '../src/fields/instancesPicker/InstancesPicker';
import { INSTANCES_PICKER } from '../src/fields/instancesPicker/schema';
import { LossesField } from '../src/fields/losses/LossesField';
import { LOSSES } from '../src/fields/losses/schema';
import { OtherAccountsField } from '../src/fields/otherAccounts/OtherAccountsField';
import { OTHER_ACCOUNTS } from '../src/fields/otherAccounts/schema';
import { PreviewField } from '../src/fields/preview/PreviewField';
import { PREVIEW_FIELD } from '../src/fields/preview/schema';
import { ReasonField } from '../src/fields/reason/ReasonField';
import { REASON_FIELD } from '../src/fields/reason/schema';
import { RoleForm } from '../src/fields/roleForm/RoleForm';
import { ROLE_FORM } from '../src/fields/roleForm/schema';
import { RolePicker } from '../src/fields/rolePicker/RolePicker';
import { ROLE_PICKER } from '../src/fields/rolePicker/schema';

/** The form does not care about the types of the values. */
const extensions = [
  { name: ACCOUNT_PICKER, component: AccountPicker },
  { name: CHOICE_PICKER, component: ChoicePicker },
  { name: INSTANCES_PICKER, component: InstancesPicker },
  { name: LOSSES, component: LossesField },
  { name: OTHER_ACCOUNTS, component: OtherAccountsField },
  { name: PREVIEW_FIELD, component: PreviewField },
  { name: REASON_FIELD, component: ReasonField },
  { name: ROLE_FORM, component: RoleForm },
  { name: ROLE_PICKER, component: RolePicker },
] as unknown as FieldExtensionOptions<any, any>[];

const FORM = {
  entityRef: SERVICE,
  accountId: '444455556666',
  roleName: 'payments-session-role',
};

function Form({ page, form }: { page: object; form: typeof FORM }) {
  return (
    <SecretsContextProvider>
      <Stepper
        manifest={{ title: 'Session Manager role', steps: [page] as never }}
        extensions={extensions}
        initialState={form}
        onCreate={async () => {}}
      />
    </SecretsContextProvider>
  );
}

const field = (title: string, type: string, name: string, more = {}) => ({
  title,
  type,
  'ui:field': name,
  ...more,
});

const FIELDS = {
  title: 'Fields',
  schema: {
    type: 'object',
    properties: {
      entityRef: { title: 'Service', type: 'string' },
      accountId: field('AWS account', 'string', ACCOUNT_PICKER),
      roleName: field('Role name', 'string', ROLE_PICKER),
      bucket: field('Bucket', 'string', CHOICE_PICKER, {
        'ui:options': { kind: 'buckets', accountIdField: 'accountId' },
      }),
      instances: field('Instances', 'array', INSTANCES_PICKER, {
        items: { type: 'object' },
      }),
      others: field('Other accounts', 'array', OTHER_ACCOUNTS, {
        items: { type: 'object' },
      }),
      reason: field('Reason', 'string', REASON_FIELD),
      preview: field('Preview', 'string', PREVIEW_FIELD, {
        'ui:options': { logs: false },
      }),
    },
  },
};

/** The page of a template that has all about a role. */
export function RoleFormPage() {
  return <Form page={PAGE} form={FORM} />;
}

/** A page with each of the fields that stand alone. */
export function FieldsForm() {
  return (
    <Form page={FIELDS} form={{ ...FORM, accountId: DEVELOPMENT.accountId }} />
  );
}
