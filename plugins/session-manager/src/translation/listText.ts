import { Translate } from './Translate';

/** How the user's language writes a list. */
export function listFormat(t: Translate): Intl.ListFormat {
  return new Intl.ListFormat(t('language'), {
    type: 'conjunction',
    style: 'narrow',
  });
}

/** A list as the user's language writes one. */
export function listText(items: readonly string[], t: Translate): string {
  return listFormat(t).format(items);
}
