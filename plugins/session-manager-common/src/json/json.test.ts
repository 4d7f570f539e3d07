import { canonicalJson } from './canonicalJson';
import { ownValue } from './ownValue';
import { parseJson } from './parseJson';

describe('parseJson', () => {
  it('reads documents that AWS accepts', () => {
    const text = '{"Statement":[{"Sid":"a \\"{[{[\\\\","Effect":"Allow"}]}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['lists', `${'['.repeat(65)}${']'.repeat(65)}`, 'nested'],
    ['objects', `${'{"a":'.repeat(100_000)}`.slice(0, 200_000), 'nested'],
    ['lists that are not closed', '['.repeat(200_000), 'nested'],
    ['too many characters', `"${'a'.repeat(262_144)}"`, 'characters'],
    [
      'lists after a text with an escaped quotation mark',
      `["\\"",${'['.repeat(64)}${']'.repeat(64)}]`,
      'nested',
    ],
  ])('rejects %s', (_, text, words) => {
    expect(() => parseJson(text)).toThrow(words);
  });

  it('accepts the maximum depth', () => {
    expect(() => parseJson(`${'['.repeat(64)}${']'.repeat(64)}`)).not.toThrow();
    expect(parseJson(`["${'['.repeat(100)}"]`)).toEqual(['['.repeat(100)]);
    const long = 'a'.repeat(262_142);
    expect(parseJson(`"${long}"`)).toBe(long);
  });

  it('accepts many adjacent lists, and brackets in texts', () => {
    const many = `[${Array(100).fill('{"a":[]}').join()}]`;
    expect(parseJson(many)).toHaveLength(100);
    const quoted = `["\\"${'['.repeat(100)}"]`;
    expect(parseJson(quoted)).toEqual([`"${'['.repeat(100)}`]);
  });
});

describe('canonicalJson', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: 2, c: 3 }, '{"a":2,"b":1,"c":3}'],
    [{ b: { d: 1, c: [2, 1] }, a: null }, '{"a":null,"b":{"c":[2,1],"d":1}}'],
    [[{ b: 1, a: undefined }], '[{"b":1}]'],
    ['text', '"text"'],
    [null, 'null'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe('ownValue', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'returns undefined for %s unless it was set',
    key => {
      expect(ownValue({ a: 'b' }, key)).toBeUndefined();
      const given: Record<string, string> = JSON.parse(`{"${key}":"mine"}`);
      expect(ownValue(given, key)).toBe('mine');
    },
  );
});
