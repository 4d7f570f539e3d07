import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CatalogIcon } from '@backstage/core-components';
import { JsonObject } from '@backstage/types';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { CatalogSearchResultListItem } from '@backstage/plugin-catalog';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import searchPlugin from '@backstage/plugin-search/alpha';
import { SearchResult as Result } from '@backstage/plugin-search-common';
import {
  searchApiRef,
  SearchContextProvider,
  SearchResult,
} from '@backstage/plugin-search-react';
import {
  MockAnalyticsApi,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { analyticsApiRef } from '@backstage/core-plugin-api';
import { foundEntity, searchFor } from '../__testUtils__/search';
import { violationsIn } from '../__testUtils__/violationsIn';
import sessionManagerPlugin from '../alpha';
import { SessionManagerSearchResultListItem } from '../index';

const NODES =
  '/catalog/default/component/payments/session-manager?section=nodes';
const ITEM = 'search-result-list-item:session-manager';

const ada = foundEntity({
  title: 'Ada',
  kind: 'User',
  location: '/catalog/default/user/ada',
});

const connectTo = (service: string) =>
  screen.findByRole('link', { name: `Connect to ${service}` });

function clicksIn<Event extends { action: string }>(events: Event[]) {
  return events.filter(
    ({ action }) => action === 'click' || action === 'discover',
  );
}

describe('a search result, in an app on the new frontend system', () => {
  // The app stores the selected language there.
  afterEach(() => localStorage.clear());

  /** Renders the search page with results, and returns the events of analytics. */
  function renderSearch({
    results = [foundEntity()],
    item = ITEM,
    language,
  }: {
    results?: Result[];
    /** The item in the configuration of the app; none for null. */
    item?: string | JsonObject | null;
    language?: string;
  } = {}) {
    const analytics = mockApis.analytics();
    renderTestApp({
      features: [searchPlugin, catalogPlugin, sessionManagerPlugin],
      initialRouteEntries: ['/search?query=payments'],
      config: {
        app: {
          extensions: [
            ...(item ? [item] : []),
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
        [searchApiRef, searchFor(...results)],
        catalogApiMock(),
        mockApis.permission(),
        analytics,
      ],
    });
    return () => analytics.getEvents();
  }

  /** Opens the nodes, and returns what that reported to analytics. */
  async function openNodes(events: ReturnType<typeof renderSearch>) {
    const user = userEvent.setup();
    // The page searches several times when it opens, and renders the link anew.
    await waitFor(async () => {
      await user.click(screen.getByRole('link', { name: /^Connect to/ }));
      expect(events()).toContainEqual(
        expect.objectContaining({ action: 'navigate', subject: NODES }),
      );
    });
    return clicksIn(events());
  }

  it('links a service to its nodes, and leaves the others to the catalog', async () => {
    renderSearch({ results: [foundEntity(), ada] });

    expect(await connectTo('Payments')).toHaveAttribute('href', NODES);
    expect(screen.getByText('Kind: User')).toBeVisible();
    expect(screen.getAllByText('Connect')).toHaveLength(1);
  });

  it('shows what the catalog shows', async () => {
    renderSearch();
    const connect = await connectTo('Payments');

    const item = within(connect.closest('li')!);
    expect(item.getByRole('link', { name: 'Payments' })).toHaveAttribute(
      'href',
      '/catalog/default/component/payments',
    );
    expect(item.getByText('Charges and refunds cards.')).toBeVisible();
    for (const fact of [
      'Kind: Component',
      'Type: service',
      'Lifecycle: production',
      'Owner: group:default/payments',
    ]) {
      expect(item.getByText(fact)).toBeVisible();
    }
  });

  it('shows only the facts that the index has', async () => {
    renderSearch({ results: [foundEntity({ lifecycle: '', owner: '' })] });
    await connectTo('Payments');

    expect(screen.getByText('Type: service')).toBeVisible();
    expect(screen.queryByText(/^(Lifecycle|Owner):/)).toBeNull();
  });

  it('is the catalog’s own unless the app enables it', async () => {
    renderSearch({ item: null });

    expect(await screen.findByText('Kind: Component')).toBeVisible();
    expect(screen.queryByText('Connect')).toBeNull();
  });

  it('is the catalog’s own if the configured filter does not match', async () => {
    const filter = { kind: 'component', type: 'website' };
    renderSearch({
      item: { [ITEM]: { config: { filter } } },
      results: [
        foundEntity(),
        foundEntity({ title: 'Shop', type: 'website', location: '/shop' }),
      ],
    });

    await connectTo('Shop');
    expect(screen.getAllByText('Connect')).toHaveLength(1);
  });

  it('marks what was searched for', async () => {
    const highlight = {
      preTag: '<x>',
      postTag: '</x>',
      fields: { title: '<x>Pay</x>ments', text: 'Charges <x>cards</x>.' },
    };
    renderSearch({ results: [foundEntity({}, { highlight })] });

    await connectTo('Payments');
    const marks = [...document.querySelectorAll('mark')];
    expect(marks.map(mark => mark.textContent)).toEqual(['Pay', 'cards']);
  });

  it('is reached by keyboard: first the service, then its nodes', async () => {
    const user = userEvent.setup();
    renderSearch();
    await connectTo('Payments');

    // The page searches several times when it opens, and renders the links anew.
    await waitFor(async () => {
      screen.getByRole('link', { name: 'Payments' }).focus();
      await user.tab();
      expect(
        screen.getByRole('link', { name: 'Connect to Payments' }),
      ).toHaveFocus();
    });
    const connect = screen.getByRole('link', { name: 'Connect to Payments' });
    expect(
      await violationsIn(connect.closest('li')!.firstElementChild!),
    ).toEqual([]);
  });

  it('reports to analytics which service was found, and that its nodes were opened', async () => {
    const events = renderSearch();

    expect(await openNodes(events)).toMatchObject([
      {
        action: 'discover',
        subject: 'Payments',
        value: 1,
        attributes: { to: '/catalog/default/component/payments' },
      },
      { action: 'click', subject: 'Connect', attributes: { to: NODES } },
    ]);
  });

  it('reports no clicks if the app turns that off', async () => {
    const events = renderSearch({
      item: { [ITEM]: { config: { noTrack: true } } },
    });

    expect(await openNodes(events)).toEqual([]);
  });

  it('is in Japanese if that language is selected', async () => {
    renderSearch({ language: 'ja' });

    const connect = await screen.findByRole('link', {
      name: 'Payments に接続',
    });
    expect(connect).toHaveTextContent('接続');
    for (const fact of [
      '種類: Component',
      'タイプ: service',
      'ライフサイクル: production',
      '所有者: group:default/payments',
    ]) {
      expect(await screen.findByText(fact)).toBeVisible();
    }
  });
});

describe('a search result, in an app on the old frontend system', () => {
  it('links a service to its nodes, if it is listed before the catalog’s own', async () => {
    const user = userEvent.setup();
    const analytics = new MockAnalyticsApi();
    const { container } = await renderInTestApp(
      <TestApiProvider
        apis={[
          [searchApiRef, searchFor(foundEntity(), ada)],
          [analyticsApiRef, analytics],
        ]}
      >
        <SearchContextProvider
          initialState={{ term: 'payments', types: [], filters: {} }}
        >
          <SearchResult>
            <SessionManagerSearchResultListItem
              icon={<CatalogIcon />}
              noTrack
            />
            <CatalogSearchResultListItem icon={<CatalogIcon />} />
          </SearchResult>
        </SearchContextProvider>
      </TestApiProvider>,
    );

    const connect = await connectTo('Payments');
    expect(connect).toHaveAttribute('href', NODES);
    expect(await screen.findByText('Kind: User')).toBeVisible();
    expect(screen.getAllByText('Connect')).toHaveLength(1);
    expect(await violationsIn(container)).toEqual([]);

    await user.click(connect);
    expect(clicksIn(analytics.getEvents())).toEqual([]);
  });
});
