import { Tags } from '../role/RoleSnapshot';

/**
 * Sorts tags independently of their original order, with the portal's tags
 * last.
 */
export function sortedTags(tags: Tags): Array<[key: string, value: string]> {
  const entries = Object.entries(tags);
  const isOwn = ([key]: [string, string]) => key.startsWith('backstage.io/');
  return [
    ...entries
      .filter(entry => !isOwn(entry))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    ...entries.filter(isOwn),
  ];
}
