import { ownValue } from './ownValue';
import { parseJson } from './parseJson';

describe('parseJson', () => {
  it('reads what AWS keeps', () => {
    const text = '{"Statement":[{"Sid":"a \\"{[{[\\\\","Effect":"Allow"}]}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['lists', `${'['.repeat(65)}${']'.repeat(65)}`, 'nested'],
    ['objects', `${'{"a":'.repeat(100_000)}`.slice(0, 200_000), 'nested'],
    ['lists that never end', '['.repeat(200_000), 'nested'],
    ['too many characters', `"${'a'.repeat(262_144)}"`, 'characters'],
  ])('refuses %s', (_, text, words) => {
    expect(() => parseJson(text)).toThrow(words);
  });

  it('takes what is as deep as it may be', () => {
    expect(() => parseJson(`${'['.repeat(64)}${']'.repeat(64)}`)).not.toThrow();
    expect(parseJson(`["${'['.repeat(100)}"]`)).toEqual(['['.repeat(100)]);
  });
});

describe('ownValue', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'has no %s unless it was given one',
    key => {
      expect(ownValue({ a: 'b' }, key)).toBeUndefined();
      const given: Record<string, string> = JSON.parse(`{"${key}":"mine"}`);
      expect(ownValue(given, key)).toBe('mine');
    },
  );
});
