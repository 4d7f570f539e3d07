import { SearchDocument } from '@backstage/plugin-search-common';

/** What the catalog's search index tells about an entity, besides its text. */
const FACTS = ['kind', 'type', 'lifecycle', 'owner'] as const;

/** A fact about an entity, as its search result shows it. */
export interface DocumentFact {
  name: (typeof FACTS)[number];
  value: string;
}

/** The facts about an entity that its search document has. */
export function documentFacts(document: SearchDocument): DocumentFact[] {
  const fields: Record<string, unknown> = { ...document };
  return FACTS.flatMap(name => {
    const value = fields[name];
    return typeof value === 'string' && value ? [{ name, value }] : [];
  });
}
