import { screen, within } from '@testing-library/react';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { permissionsOf } from '../__testUtils__/renderCard';
import sessionManagerPlugin from '../alpha';
import { rootRouteRef } from '../routes';
import { AppSection } from './AppSection';

const template = (name: string) =>
  ({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default' },
    spec: { type: 'service' },
  }) as Entity;

const TEMPLATES = [
  'session-manager-role-logging',
  'session-manager-attach-instances',
  'session-manager-role-delete',
].map(template);

/** Renders the page of the installation in an app on the new frontend system. */
async function renderInstallation({
  features = [catalogPlugin, scaffolderPlugin],
  extensions = [],
  entities = TEMPLATES,
  language,
}: {
  features?: Array<typeof scaffolderPlugin | typeof catalogPlugin>;
  extensions?: object[];
  entities?: Entity[];
  language?: string;
} = {}) {
  const checks = { checkedAt: new Date().toISOString(), checks: [] };
  renderTestApp({
    features: [...features, sessionManagerPlugin] as never,
    initialRouteEntries: ['/session-manager/installation'],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          ...extensions,
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'ja'],
                defaultLanguage: language,
              },
            },
          },
        ] as never,
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    apis: [
      catalogApiMock({ entities }),
      mockApis.permission(),
      mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      mockApis.fetch({
        baseImplementation: async () =>
          new Response(JSON.stringify(checks), {
            headers: { 'content-type': 'application/json' },
          }),
      }),
    ],
  });
  const title = language ? 'このアプリでの表示' : 'In this app';
  return within(await screen.findByRole('region', { name: title }));
}

/** What is said about a part of the plugin. */
const remark = (section: ReturnType<typeof within>, name: string) =>
  section.getByRole('heading', { name }).closest('li');

describe('what an app shows', () => {
  // The app stores the selected language there.
  afterEach(() => localStorage.clear());

  it('is listed, with why the rest is not shown', async () => {
    const section = await renderInstallation({
      extensions: [{ 'entity-card:session-manager/roles': false }],
    });

    const shown = section.getByText(/^Shown: /);
    expect(shown).toHaveTextContent(/Tab/);
    expect(shown).toHaveTextContent(/Form field role-form/);
    expect(shown).not.toHaveTextContent(/Card/);
    expect(remark(section, 'Card')).toHaveTextContent(
      'disabled. To show it, add entity-card:session-manager/roles to app.extensions.',
    );
    expect(remark(section, 'Search result')).toHaveTextContent(
      /disabled.*search-result-list-item:session-manager/,
    );
    // The app has no home page.
    expect(remark(section, 'Card on the home page')).toHaveTextContent(
      /does not have page:home/,
    );
    expect(remark(section, 'Filter of the templates')).toHaveTextContent(
      /leaves out the template for approved requests/,
    );
    expect(section.queryByText(/is not in the catalog/)).toBeNull();
    expect(section.queryByText(/external route/)).toBeNull();
  });

  it('names the plugins that an app lacks', async () => {
    const section = await renderInstallation({ features: [] });

    expect(remark(section, 'Card')).toHaveTextContent(
      /does not have entity-content:catalog\/overview/,
    );
    expect(remark(section, 'Form field role-form')).toHaveTextContent(
      /does not have/,
    );
    expect(
      section.getByText(/bind the external route session-manager\.selectedT/),
    ).toBeInTheDocument();
  });

  it('says for which entities there is a card', async () => {
    const section = await renderInstallation({
      extensions: [
        {
          'entity-card:session-manager/roles': {
            config: { filter: { kind: 'component' } },
          },
        },
      ],
    });

    expect(remark(section, 'Card')).toHaveTextContent(
      'Shown only for entities that match its filter: {"kind":"component"}',
    );
    expect(remark(section, 'Tab')).toHaveTextContent(
      'Shown for components, resources and systems.',
    );
  });

  it('names templates that buttons open and the catalog lacks', async () => {
    const section = await renderInstallation({
      entities: TEMPLATES.slice(1),
      extensions: [
        {
          'entity-content:session-manager/roles': {
            config: { template: 'cloud/role' },
          },
        },
      ],
    });

    expect(
      await section.findByText(/^The template cloud\/role is not in.*: Tab$/),
    ).toBeInTheDocument();
    expect(
      section.getByText(/^The template default\/session-manager-role-logging/),
    ).toHaveTextContent(/Used by: .*Card/);
  });

  it('is said in Japanese', async () => {
    const section = await renderInstallation({ language: 'ja' });

    expect(remark(section, '検索結果')).toHaveTextContent(
      /無効になっているため/,
    );
  });

  it('is decided by code in an app on the old system', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApiMock({ entities: TEMPLATES })],
          [permissionApiRef, permissionsOf(true)],
        ]}
      >
        <AppSection />
      </TestApiProvider>,
      { mountedRoutes: { '/session-manager': rootRouteRef } },
    );

    expect(
      screen.getByText(/^This app is on the old frontend system/),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/external route session-manager\.selectedTempl/),
    ).toBeInTheDocument();
  });

  it('cannot be told if the catalog does not answer', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            catalogApiRef,
            {
              getEntitiesByRefs: async () => {
                throw new Error('not now');
              },
            },
          ],
          [permissionApiRef, permissionsOf(true)],
        ]}
      >
        <AppSection />
      </TestApiProvider>,
    );

    expect(
      await screen.findByText(/unknown whether the catalog has .*: not now$/),
    ).toBeInTheDocument();
  });
});
