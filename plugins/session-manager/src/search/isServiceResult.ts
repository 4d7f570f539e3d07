import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { SearchResult } from '@backstage/plugin-search-common';
import { ROLE_ENTITY_TYPE } from 'backstage-plugin-session-manager-common';
import { SERVICE_KINDS } from '../availability';

/** The type of the results that are entities of the catalog. */
const CATALOG_TYPE = 'software-catalog';

/** A search document has the type of its entity as `type`. */
const SERVICES: FilterPredicate = {
  $all: [
    { kind: { $in: SERVICE_KINDS } },
    { $not: { kind: 'resource', type: ROLE_ENTITY_TYPE } },
  ],
};

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
    evaluateFilterPredicate(SERVICES, document) &&
    evaluateFilterPredicate(filter, document)
  );
}
