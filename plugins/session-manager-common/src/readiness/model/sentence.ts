import { ownValue } from '../../json/ownValue';

/**
 * Fills the `{{places}}` of a sentence. The syntax is that of Backstage's
 * translations, so the sentences can be used as messages there.
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
