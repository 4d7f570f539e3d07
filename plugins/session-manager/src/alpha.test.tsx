import { screen, waitFor, within } from '@testing-library/react';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { renderInTestApp } from '@backstage/test-utils';
import {
  FormFieldBlueprint,
  ScaffolderTemplateFilterBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import userEvent from '@testing-library/user-event';
import { RequestDetails } from 'backstage-plugin-session-manager-common';
import { fleetPage, fleetSummary } from './__testUtils__/fleet';
import { requestDetails, roleRequest } from './__testUtils__/requests';
import { entityRoles, payments } from './__testUtils__/roles';
import { violationsIn } from './__testUtils__/violationsIn';
import sessionManagerPlugin from './alpha';

/** Renders an entity page with the plugin, and a fixed HTTP response. */
function renderPage(options: {
  language?: string;
  config?: object;
  features?: Array<typeof scaffolderPlugin>;
  /** The names of the templates in the catalog. */
  templates?: string[];
}) {
  const calls: string[] = [];
  const answer: typeof fetch = async input => {
    calls.push(String(input));
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
          // The test page has no tabs and would show the card and the tab together.
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
      catalogApiMock({
        entities: (options.templates ?? []).map(name => ({
          apiVersion: 'scaffolder.backstage.io/v1beta3',
          kind: 'Template',
          metadata: { name, namespace: 'default' },
        })),
      }),
    ],
  });
  return calls;
}

describe('the plugin for the new frontend system', () => {
  // The app stores the selected language there.
  afterEach(() => localStorage.clear());

  it('shows the card, with data from its own client', async () => {
    const calls = renderPage({});

    expect(await screen.findByText('No role yet')).toBeInTheDocument();
    await waitFor(() =>
      expect(calls).toEqual([
        'http://localhost:7007/api/session-manager/entities/component/default/payments/roles',
        expect.stringMatching(
          /\/requests\?status=pending&.*entityRef=component%3Adefault%2Fpayments/,
        ),
        'http://localhost:7007/api/session-manager/entities/component/default/payments/instances',
      ]),
    );
  });

  it('links to the scaffolder’s form without configuration', async () => {
    renderPage({ features: [scaffolderPlugin] });

    const create = await screen.findByRole('button', { name: 'Create a role' });
    expect(create.getAttribute('href')).toMatch(
      /^\/create\/templates\/default\/session-manager-role-logging\?formData=/,
    );
  });

  it('opens the configured template', async () => {
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
  ])('is available for a %s: %s', (kind, available) => {
    const card = createExtensionTester(
      sessionManagerPlugin.getExtension('entity-card:session-manager/roles'),
    );
    const isShownFor = card.get(EntityCardBlueprint.dataRefs.filterFunction);
    expect(isShownFor?.({ ...payments, kind })).toBe(available);
  });

  it('has neither a card nor a tab for an entity that is a role', () => {
    const spec = { type: 'session-manager-role' };
    const role = { ...payments, kind: 'Resource', spec };
    const card = createExtensionTester(
      sessionManagerPlugin.getExtension('entity-card:session-manager/roles'),
    );
    const tab = createExtensionTester(
      sessionManagerPlugin.getExtension('entity-content:session-manager/roles'),
    );
    expect(card.get(EntityCardBlueprint.dataRefs.filterFunction)?.(role)).toBe(
      false,
    );
    expect(
      tab.get(EntityContentBlueprint.dataRefs.filterFunction)?.(role),
    ).toBe(false);
  });

  it('links to the nodes from the icons of an entity', async () => {
    const link = createExtensionTester(
      sessionManagerPlugin.getExtension(
        'entity-icon-link:session-manager/connect',
      ),
    );
    const isShownFor = link.get(
      EntityIconLinkBlueprint.dataRefs.filterFunction,
    );
    expect(isShownFor?.(payments)).toBe(true);
    expect(isShownFor?.({ ...payments, kind: 'User' })).toBe(false);

    const useProps = link.get(EntityIconLinkBlueprint.dataRefs.useProps);
    function Icon() {
      const { label, href } = useProps();
      return <a href={href}>{label}</a>;
    }
    await renderInTestApp(
      <EntityProvider entity={payments}>
        <Icon />
      </EntityProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );

    expect(screen.getByRole('link', { name: 'Connect' })).toHaveAttribute(
      'href',
      '/catalog/default/component/payments/session-manager?section=nodes',
    );
  });

  it('provides the account field for templates', async () => {
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

  it('provides the instances field for templates', async () => {
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

  it('leaves the template that only the portal runs out of the list', () => {
    const filter = createExtensionTester(
      sessionManagerPlugin.getExtension(
        'scaffolder-template-filter:session-manager',
      ),
    );
    const useFilter = filter.get(
      ScaffolderTemplateFilterBlueprint.dataRefs.useTemplateFilter,
    );
    const template = (input: object) => ({
      apiVersion: 'scaffolder.backstage.io/v1beta3' as const,
      kind: 'Template' as const,
      metadata: { name: 'renamed' },
      spec: {
        type: 'x',
        parameters: { properties: { requestId: { type: 'string' } } },
        steps: [{ action: 'session-manager:role:create', input }],
      },
    });

    const isShown = useFilter() as (one: object) => boolean;
    expect(
      isShown(template({ requestId: '${{ parameters.requestId }}' })),
    ).toBe(false);
    expect(isShown(template({ roleName: 'web' }))).toBe(true);
  });

  it('has a page for activation codes, which is in no menu', async () => {
    const page = createExtensionTester(
      sessionManagerPlugin.getExtension('page:session-manager/handover'),
    );
    expect(page.get(coreExtensionData.routePath)).toBe(
      '/session-manager/handover',
    );
    expect(page.get(coreExtensionData.title)).toBeUndefined();

    const calls: string[] = [];
    renderTestApp({
      features: [sessionManagerPlugin],
      initialRouteEntries: ['/session-manager/handover/42#key'],
      apis: [
        mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
        mockApis.fetch({
          baseImplementation: async input => {
            calls.push(String(input));
            return new Response('{}', { status: 404 });
          },
        }),
      ],
    });

    expect(
      await screen.findByRole('heading', { name: 'Activation code' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(calls).toEqual([
        'http://localhost:7007/api/session-manager/handovers/42',
      ]),
    );
  });

  describe('has a page of role requests', () => {
    const rejected = requestDetails({
      request: roleRequest({
        status: 'rejected',
        by: 'user:default/grace',
        comment: 'use the shared bucket',
      }),
    });
    const pending = requestDetails({
      caller: { ...rejected.caller, approve: { allowed: true } },
    });

    function renderRequest(details: RequestDetails, language: string) {
      const answer: typeof fetch = async () =>
        new Response(JSON.stringify(details), {
          headers: { 'content-type': 'application/json' },
        });
      return renderTestApp({
        // For the links to people and services.
        extensions: [createTestEntityPage({ entity: payments })],
        features: [sessionManagerPlugin, scaffolderPlugin],
        initialRouteEntries: [
          `/session-manager/requests/${details.request.id}`,
        ],
        config: {
          app: {
            extensions: [
              {
                'sub-page:session-manager/requests': {
                  config: { template: 'cloud/session-role' },
                },
              },
              {
                'api:app/app-language': {
                  config: {
                    availableLanguages: ['en', 'ja'],
                    defaultLanguage: language,
                  },
                },
              },
            ],
          },
        },
        apis: [
          mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
          mockApis.fetch({ baseImplementation: answer }),
          mockApis.identity({ userEntityRef: details.request.requester }),
        ],
      });
    }

    it('that opens the configured template to request again', async () => {
      renderRequest(rejected, 'en');

      const again = await screen.findByRole('button', {
        name: 'Request again…',
      });
      expect(again.getAttribute('href')).toMatch(
        /^\/create\/templates\/cloud\/session-role\?/,
      );
    });

    it('in Japanese, with the dialog of an approval', async () => {
      const user = userEvent.setup();
      const { container } = renderRequest(pending, 'ja');

      await user.click(await screen.findByRole('button', { name: '承認…' }));

      const dialog = screen.getByRole('dialog', { name: 'リクエストを承認' });
      expect(dialog).toHaveAccessibleDescription(
        'アカウント production (444455556666) にロール payments-session-role が直ちに作成されます。これ以上の承認は必要ありません。',
      );
      expect(await violationsIn(dialog)).toEqual([]);
      expect(await violationsIn(container)).toEqual([]);
    });
  });

  it('opens its page on the roles of all accounts, also in Japanese', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      roles: fleetPage(),
      summary: fleetSummary(),
    };
    renderTestApp({
      // For the links to services and owners.
      extensions: [createTestEntityPage({ entity: payments })],
      features: [sessionManagerPlugin],
      initialRouteEntries: ['/session-manager'],
      config: {
        app: {
          extensions: [
            {
              'api:app/app-language': {
                config: {
                  availableLanguages: ['en', 'ja'],
                  defaultLanguage: 'ja',
                },
              },
            },
          ],
        },
      },
      apis: [
        mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
        mockApis.fetch({
          baseImplementation: async input => {
            const operation = new URL(String(input)).pathname.split('/').at(-1);
            return new Response(JSON.stringify(answers[operation ?? '']), {
              headers: { 'content-type': 'application/json' },
            });
          },
        }),
      ],
    });

    const role = await screen.findByRole('row', { name: /payments-session/ });
    expect(within(role).getByText('ログが失われます')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', {
        name: 'ログが失われます: 61 件のロール',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        '3 アカウント · 最も古いスキャンは18 分前 · 1 件は未スキャン · 1 件は読み取り不可',
      ),
    ).toBeInTheDocument();
    // Without the tabs, which Backstage renders.
    expect(await violationsIn(screen.getByRole('article'))).toEqual([]);
  });

  it('is in Japanese if that language is selected', async () => {
    renderPage({ language: 'ja' });

    expect(await screen.findByText('ロールなし')).toBeInTheDocument();
  });

  it.each([
    ['the Japanese form, if the catalog has it', ['-ja'], '-ja'],
    ['the form in English otherwise', [], ''],
  ])('links in Japanese to %s', async (_, suffixes, suffix) => {
    renderPage({
      language: 'ja',
      features: [scaffolderPlugin],
      templates: suffixes.map(each => `session-manager-role-logging${each}`),
    });

    const create = await screen.findByRole('button', { name: 'ロールを作成' });
    await waitFor(() =>
      expect(create.getAttribute('href')).toMatch(
        `/create/templates/default/session-manager-role-logging${suffix}?`,
      ),
    );
  });
});
