import { refuseUnknownKeys } from './refuseUnknownKeys';

const KNOWN = {
  region: true,
  accounts: {
    name: true,
    tags: true,
    approval: { required: true, expireAfter: true },
  },
} as const;

const refuse = (section: unknown) => () =>
  refuseUnknownKeys(section, KNOWN, 'section');

describe('refuseUnknownKeys', () => {
  it('accepts known keys, and any key of a map', () => {
    const known = { region: 'a', accounts: [{ tags: { any: 'b' } }] };

    expect(refuse(known)).not.toThrow();
    expect(refuse(undefined)).not.toThrow();
  });

  it('names all unknown keys, each with the nearest known one', () => {
    expect(
      refuse({
        regoin: 'a',
        accounts: [{}, { approval: { requred: 2, expire_after: 'P1D' } }],
      }),
    ).toThrow(
      "section.regoin: unknown key, did you mean 'region'?; section.accounts[1].approval.requred: unknown key, did you mean 'required'?; section.accounts[1].approval.expire_after: unknown key, did you mean 'expireAfter'?",
    );
  });

  it('lists the known keys if none is near', () => {
    expect(refuse({ accounts: [{ owner: 'a' }] })).toThrow(
      'section.accounts[0].owner: unknown key, the known keys are name, tags, approval',
    );
  });

  it('does not take the names of inherited properties for keys', () => {
    expect(refuse({ constructor: 1 })).toThrow('section.constructor: unknown');
  });
});
