import { Translate } from './Translate';

/** A number as the user's language writes one. */
export function numberText(value: number, t: Translate): string {
  return new Intl.NumberFormat(t('language')).format(value);
}
