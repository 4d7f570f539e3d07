import { screen, waitFor } from '@testing-library/react';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { entityRoles, payments } from './__testUtils__/roles';
import sessionManagerPlugin from './alpha';

/** The entity page of a portal with the whole plugin, over an HTTP answer. */
function renderPage(options: {
  language?: string;
  config?: object;
  features?: Array<typeof scaffolderPlugin>;
}) {
  const asked: string[] = [];
  const answer: typeof fetch = async input => {
    asked.push(String(input));
    return new Response(JSON.stringify(entityRoles([])), {
      headers: { 'content-type': 'application/json' },
    });
  };
  renderTestApp({
    extensions: [createTestEntityPage({ entity: payments })],
    features: [sessionManagerPlugin, ...(options.features ?? [])],
    config: {
      app: {
        extensions: [
          { 'entity-card:session-manager/roles': { config: options.config } },
          // The page of these tests has no tabs: it would show both at once.
          { 'entity-content:session-manager/roles': false },
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'ja'],
                defaultLanguage: options.language,
              },
            },
          },
        ],
      },
    },
    apis: [
      mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      mockApis.fetch({ baseImplementation: answer }),
    ],
  });
  return asked;
}

describe('the plugin for the new frontend system', () => {
  // The app remembers the language there.
  afterEach(() => localStorage.clear());

  it('shows the card, fed by its own client', async () => {
    const asked = renderPage({});

    expect(await screen.findByText('No role yet')).toBeInTheDocument();
    expect(asked).toEqual([
      'http://localhost:7007/api/session-manager/entities/component/default/payments/roles',
      expect.stringMatching(
        /\/requests\?status=pending&.*entityRef=component%3Adefault%2Fpayments/,
      ),
    ]);
  });

  it('finds the scaffolder’s form by itself', async () => {
    renderPage({ features: [scaffolderPlugin] });

    const create = await screen.findByRole('button', { name: 'Create a role' });
    expect(create.getAttribute('href')).toMatch(
      /^\/create\/templates\/default\/session-manager-role-logging\?formData=/,
    );
  });

  it('opens the template that the configuration names', async () => {
    renderPage({
      features: [scaffolderPlugin],
      config: { template: 'cloud/session-role' },
    });

    const create = await screen.findByRole('button', { name: 'Create a role' });
    expect(create.getAttribute('href')).toMatch(
      /^\/create\/templates\/cloud\/session-role\?/,
    );
  });

  it.each([
    ['Component', true],
    ['Resource', true],
    ['System', true],
    ['User', false],
    ['Template', false],
  ])('is for a %s: %s', (kind, available) => {
    const card = createExtensionTester(
      sessionManagerPlugin.getExtension('entity-card:session-manager/roles'),
    );
    const isShownFor = card.get(EntityCardBlueprint.dataRefs.filterFunction);
    expect(isShownFor?.({ ...payments, kind })).toBe(available);
  });

  it('brings the field of an account along, for templates', async () => {
    const field = createExtensionTester(
      sessionManagerPlugin.getExtension(
        'scaffolder-form-field:session-manager/account-picker',
      ),
    );
    const load = field.get(FormFieldBlueprint.dataRefs.formFieldLoader);
    expect(await load()).toMatchObject({
      $$type: '@backstage/scaffolder/FormField',
    });
    expect(await load()).toHaveProperty('name', 'SessionManagerAccountPicker');
  });

  it('has a tab for the same kinds', () => {
    const tab = createExtensionTester(
      sessionManagerPlugin.getExtension('entity-content:session-manager/roles'),
    );
    const isShownFor = tab.get(EntityContentBlueprint.dataRefs.filterFunction);

    expect(isShownFor?.(payments)).toBe(true);
    expect(isShownFor?.({ ...payments, kind: 'User' })).toBe(false);
  });

  it('brings the field of instances along for the scaffolder’s forms', async () => {
    const field = createExtensionTester(
      sessionManagerPlugin.getExtension(
        'scaffolder-form-field:session-manager/instances-picker',
      ),
    );
    const load = field.get(FormFieldBlueprint.dataRefs.formFieldLoader);

    expect(await load()).toMatchObject({
      name: 'SessionManagerInstancesPicker',
      schema: { schema: { returnValue: { type: 'array' } } },
    });
  });

  it('has a page for handing a code over, which is in no menu', async () => {
    const page = createExtensionTester(
      sessionManagerPlugin.getExtension('page:session-manager/handover'),
    );
    expect(page.get(coreExtensionData.routePath)).toBe(
      '/session-manager/handover',
    );
    expect(page.get(coreExtensionData.title)).toBeUndefined();

    const asked: string[] = [];
    renderTestApp({
      features: [sessionManagerPlugin],
      initialRouteEntries: ['/session-manager/handover/42#key'],
      apis: [
        mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
        mockApis.fetch({
          baseImplementation: async input => {
            asked.push(String(input));
            return new Response('{}', { status: 404 });
          },
        }),
      ],
    });

    expect(
      await screen.findByRole('heading', { name: 'Activation code' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(asked).toEqual([
        'http://localhost:7007/api/session-manager/handovers/42',
      ]),
    );
  });

  it('speaks Japanese to those who chose it', async () => {
    renderPage({ language: 'ja' });

    expect(await screen.findByText('ロールなし')).toBeInTheDocument();
  });
});
