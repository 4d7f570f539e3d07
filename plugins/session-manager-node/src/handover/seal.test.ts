import { seal, unseal } from './seal';

const SECRET = 'Fjz3/sZfSvv78EXAMPLE';

describe('a sealed secret', () => {
  it('is opened with its key', () => {
    expect(unseal(seal(SECRET))).toBe(SECRET);
    expect(unseal(seal('geheim: äöü 🔑'))).toBe('geheim: äöü 🔑');
  });

  it('is not contained in either half', () => {
    const { sealed, key } = seal(SECRET);

    for (const half of [sealed, key]) {
      const bytes = Buffer.from(half, 'base64');
      expect(half).not.toContain(SECRET);
      expect(bytes.includes(SECRET)).toBe(false);
    }
    expect(key).toMatch(/^[\w-]{43}$/);
  });

  it('is sealed differently each time', () => {
    const [one, other] = [seal(SECRET), seal(SECRET)];

    expect(one.sealed).not.toBe(other.sealed);
    expect(() => unseal({ ...one, key: other.key })).toThrow(
      'is incomplete or incorrect',
    );
  });

  it.each([
    ['an invalid key', { key: 'abc' }],
    ['an empty key', { key: '' }],
    ['nothing sealed', { sealed: '' }],
    ['a truncated secret', { sealed: seal(SECRET).sealed.slice(0, 20) }],
  ])('does not open with %s', (_, fault) => {
    expect(() => unseal({ ...seal(SECRET), ...fault })).toThrow(
      expect.objectContaining({ name: 'NotAllowedError' }),
    );
  });

  it('does not open if one bit is changed', () => {
    const { sealed, key } = seal(SECRET);
    const bytes = Buffer.from(sealed, 'base64');
    for (const [index] of bytes.entries()) {
      const changed = Buffer.from(bytes);
      changed[index] ^= 1;
      expect(() => unseal({ sealed: changed.toString('base64'), key })).toThrow(
        'is incomplete or incorrect',
      );
    }
  });
});
