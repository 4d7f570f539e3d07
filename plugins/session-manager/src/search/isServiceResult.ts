import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { SearchResult } from '@backstage/plugin-search-common';
import { SERVICE_KINDS } from '../availability';

/** The type of the results that are entities of the catalog. */
const CATALOG_TYPE = 'software-catalog';

/**
 * Whether a search result is an entity that can have Session Manager roles, and
 * whose search document matches the filter.
 */
export function isServiceResult(
  { type, document }: SearchResult,
  filter: FilterPredicate = {},
): boolean {
  return (
    type === CATALOG_TYPE &&
    evaluateFilterPredicate({ kind: { $in: SERVICE_KINDS } }, document) &&
    evaluateFilterPredicate(filter, document)
  );
}
