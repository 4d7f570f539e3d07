import ja from '../translation/ja';
import { messages } from '../translation/messages';
import { Translate } from '../translation/Translate';

type Nested = { readonly [key: string]: string | Nested };
type Messages = Readonly<Record<string, string | null>>;

/** The messages of a language by their keys, as the app has them. */
export function flatten(nested: Nested, prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(nested).map(([key, value]) =>
      typeof value === 'string'
        ? { [`${prefix}${key}`]: value }
        : flatten(value, `${prefix}${key}.`),
    ),
  );
}

/** Translates as the app does, for messages without formats. */
function translateWith(texts: Messages): Translate {
  const translate = (
    key: string,
    values: Readonly<Record<string, unknown>> = {},
  ) => {
    const plural = values.count === 1 ? `${key}_one` : `${key}_other`;
    const text = texts[key] ?? texts[plural] ?? texts[`${key}_other`] ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
      String(values[name]),
    );
  };
  return translate as unknown as Translate;
}

export const inEnglish: Translate = translateWith(flatten(messages));
export const inJapanese: Translate = translateWith(ja);
