import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { RecordedRole } from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { AccountPicker } from '../accountPicker/AccountPicker';
import { ACCOUNT_PICKER } from '../accountPicker/schema';
import { LossesField } from '../losses/LossesField';
import { requireConfirmation } from '../losses/requireConfirmation';
import { LOSSES } from '../losses/schema';
import {
  CHECKED,
  DEVELOPMENT,
  PAGE,
  preferencesOf,
  PRODUCTION,
} from './formFixtures';
import { RoleForm } from '../roleForm/RoleForm';
import { ROLE_FORM } from '../roleForm/schema';

function pageWithout(field: string | undefined) {
  const { schema, ...page } = PAGE;
  const properties = Object.entries(schema.properties).filter(
    ([name]) => name !== field,
  );
  return {
    ...page,
    schema: { ...schema, properties: Object.fromEntries(properties) },
  };
}

export * from './formFixtures';

/** Renders a page like those of the templates in the scaffolder's form. */
export async function renderRoleForm({
  form = {},
  without,
  ...api
}: Partial<SessionManagerApi> & {
  form?: Record<string, unknown>;
  /** A field that the page does not have. */
  without?: string;
} = {}) {
  const created = jest.fn();
  const calls = {
    getAccounts: jest.fn(async () => [DEVELOPMENT, PRODUCTION]),
    getAccountPreferences: jest.fn(async () => preferencesOf()),
    getRecordedRole: jest.fn(async (): Promise<RecordedRole> => ({
      status: 'absent',
      checkedAt: CHECKED,
    })),
    ...api,
  };
  const { container } = await renderInTestApp(
    <TestApiProvider apis={[[sessionManagerApiRef, calls]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: 'Session Manager role',
            steps: [pageWithout(without)] as never,
          }}
          extensions={[
            { name: ROLE_FORM, component: RoleForm as never },
            { name: ACCOUNT_PICKER, component: AccountPicker },
            {
              name: LOSSES,
              component: LossesField as never,
              validation: requireConfirmation as never,
            },
          ]}
          initialState={form as Record<string, string>}
          onCreate={async values => created(values)}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  const review = () =>
    userEvent.click(screen.getByRole('button', { name: /review/i }));
  return {
    calls,
    container,
    created,
    review,
    async create(): Promise<Record<string, unknown>> {
      await review();
      await userEvent.click(
        await screen.findByRole('button', { name: /^create/i }),
      );
      await waitFor(() => expect(created).toHaveBeenCalled());
      return created.mock.calls[0][0];
    },
  };
}

/** The one line of a group of fields, with its text. */
export function line(title: string): HTMLElement {
  return screen.getByText(title, { selector: 'strong' }).parentElement!;
}

/** Opens the fields of a group. */
export async function open(title: string) {
  await userEvent.click(
    screen.getByRole('button', { name: `Change: ${title}` }),
  );
}
