import { Translate } from './Translate';

/** A date with its time, as it is written in the language and region of the user. */
export function dateText(moment: string, t: Translate): string {
  const language = t('language');
  // The app's language has no region, but the browser's has.
  const locale = navigator.languages.find(
    each => each === language || each.startsWith(`${language}-`),
  );
  return new Date(moment).toLocaleString(locale ?? language);
}
