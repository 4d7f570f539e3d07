import { ownValue } from '../json/ownValue';

/**
 * Fills a sentence's `{{places}}`: the way that Backstage's translations write
 * them, so that the sentences here can be messages there.
 */
export function fill(
  template: string,
  values: Readonly<Record<string, string>>,
): string {
  return template.replace(
    /\{\{(\w+)\}\}/g,
    (place, name) => ownValue(values, name) ?? place,
  );
}
