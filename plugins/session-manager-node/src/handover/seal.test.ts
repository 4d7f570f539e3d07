import { seal, unseal } from './seal';

const SECRET = 'Fjz3/sZfSvv78EXAMPLE';

describe('a sealed secret', () => {
  it('is opened by its key', () => {
    expect(unseal(seal(SECRET))).toBe(SECRET);
    expect(unseal(seal('geheim: äöü 🔑'))).toBe('geheim: äöü 🔑');
  });

  it('is told by neither of its halves', () => {
    const { sealed, key } = seal(SECRET);

    for (const half of [sealed, key]) {
      const bytes = Buffer.from(half, 'base64');
      expect(half).not.toContain(SECRET);
      expect(bytes.includes(SECRET)).toBe(false);
    }
    expect(key).toMatch(/^[\w-]{43}$/);
  });

  it('is sealed anew each time', () => {
    const [one, other] = [seal(SECRET), seal(SECRET)];

    expect(one.sealed).not.toBe(other.sealed);
    expect(() => unseal({ ...one, key: other.key })).toThrow('does not fit');
  });

  it.each([
    ['a key that is none', { key: 'abc' }],
    ['an empty key', { key: '' }],
    ['nothing sealed', { sealed: '' }],
    ['a part of it', { sealed: seal(SECRET).sealed.slice(0, 20) }],
  ])('does not open with %s', (_, fault) => {
    expect(() => unseal({ ...seal(SECRET), ...fault })).toThrow(
      expect.objectContaining({ name: 'NotAllowedError' }),
    );
  });

  it('does not open when a bit of it is changed', () => {
    const { sealed, key } = seal(SECRET);
    const bytes = Buffer.from(sealed, 'base64');
    for (const [index] of bytes.entries()) {
      const changed = Buffer.from(bytes);
      changed[index] ^= 1;
      expect(() => unseal({ sealed: changed.toString('base64'), key })).toThrow(
        'does not fit',
      );
    }
  });
});
