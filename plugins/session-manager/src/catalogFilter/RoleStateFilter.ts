import { FilterPredicate } from '@backstage/filter-predicates';
import { EntityFilter } from '@backstage/plugin-catalog-react';
import { ROLE_STATE_LABEL } from 'backstage-plugin-session-manager-common';

/** The field of an entity that is a role, with its state. */
export const ROLE_STATE_FIELD = `metadata.labels.${ROLE_STATE_LABEL}`;

/** Filters the catalog for roles in one of several states. */
export class RoleStateFilter implements EntityFilter {
  readonly values: string[];

  constructor(values: string[]) {
    this.values = values;
  }

  getCatalogQuery(): FilterPredicate {
    return { [ROLE_STATE_FIELD]: { $in: this.values } };
  }

  toQueryValue(): string[] {
    return this.values;
  }
}
