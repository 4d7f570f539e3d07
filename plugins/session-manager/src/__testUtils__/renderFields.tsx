import { waitFor, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  FieldExtensionOptions,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { entityRouteRef } from '@backstage/plugin-catalog-react';

export const PAYMENTS = 'component:default/payments';

/** A page of a form: its fields by name. */
export type FormPage = Record<string, object>;

/**
 * Renders fields in the scaffolder's form, with the service of the form in the
 * catalog.
 */
export async function renderFields(options: {
  pages: FormPage[];
  extensions: FieldExtensionOptions<any, any>[];
  api: Partial<SessionManagerApi>;
  formData?: Record<string, unknown>;
}) {
  const { pages, extensions, api, formData = {} } = options;
  const onCreate = jest.fn();
  const catalog = catalogApiMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'payments', namespace: 'default' },
        relations: [{ type: 'ownedBy', targetRef: 'group:default/till' }],
      },
    ],
  });
  // jsdom cannot scroll, which the form does when its page changes.
  jest.spyOn(window, 'scrollTo').mockImplementation();
  const { container } = await renderInTestApp(
    <TestApiProvider
      apis={[
        [sessionManagerApiRef, api],
        [catalogApiRef, catalog],
      ]}
    >
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: 'Form',
            steps: pages.map((properties, index) => ({
              title: `Page ${index + 1}`,
              schema: { type: 'object', properties },
            })),
          }}
          extensions={extensions}
          initialState={formData as {}}
          onCreate={async values => onCreate(values)}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  const press = (name: string) =>
    userEvent.click(screen.getByRole('button', { name }));
  return {
    container,
    press,
    /** Whether the form has left its last page. */
    async isReviewed() {
      await screen.findByRole('button', { name: 'Create' });
    },
    async isHeld() {
      await waitFor(() =>
        expect(screen.getByRole('button', { name: 'Review' })).toBeEnabled(),
      );
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    },
    async created(): Promise<Record<string, unknown>> {
      await press('Review');
      await userEvent.click(
        await screen.findByRole('button', { name: 'Create' }),
      );
      await waitFor(() => expect(onCreate).toHaveBeenCalled());
      return onCreate.mock.calls[0][0];
    },
  };
}
