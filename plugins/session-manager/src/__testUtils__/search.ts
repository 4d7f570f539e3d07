import { SearchResult } from '@backstage/plugin-search-common';
import { MockSearchApi } from '@backstage/plugin-search-react';

/** What the catalog's search index tells about the service payments. */
export const paymentsDocument = {
  title: 'Payments',
  text: 'Charges and refunds cards.',
  location: '/catalog/default/component/payments',
  kind: 'Component',
  namespace: 'default',
  type: 'service',
  componentType: 'service',
  lifecycle: 'production',
  owner: 'group:default/payments',
};

/** A result of the catalog search. */
export function foundEntity(
  more: Partial<typeof paymentsDocument> = {},
  { highlight }: Pick<SearchResult, 'highlight'> = {},
): SearchResult {
  return {
    type: 'software-catalog',
    document: { ...paymentsDocument, ...more },
    highlight,
    rank: 1,
  };
}

/** A search that always has these results. */
export function searchFor(...results: SearchResult[]) {
  return new MockSearchApi({ results });
}
