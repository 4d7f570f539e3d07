import ja from './ja';
import { messages } from './messages';

type Nested = { readonly [key: string]: string | Nested };

function flatten(nested: Nested, prefix = ''): Array<[string, string]> {
  return Object.entries(nested).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

const placeholders = (message: string) =>
  (message.match(/\{\{[^}]+\}\}/g) ?? []).sort();

const english = flatten(messages);
const japanese = new Map(Object.entries(ja));

describe('the Japanese messages', () => {
  it('have the keys of the English ones, and no others', () => {
    expect([...japanese.keys()].sort()).toEqual(
      english.map(([key]) => key).sort(),
    );
  });

  it.each(english.filter(([key]) => !key.endsWith('_one')))(
    'have the same places in %s',
    (key, message) => {
      expect(placeholders(japanese.get(key) ?? '')).toEqual(
        placeholders(message),
      );
    },
  );
});
