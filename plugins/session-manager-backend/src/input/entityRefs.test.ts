import { entityRefFrom } from './entityRefs';

const PAYMENTS = 'component:default/payments';

describe('entityRefFrom', () => {
  it.each([
    [PAYMENTS],
    ['Component:Default/Payments'],
    ['component:payments'],
    [{ kind: 'Component', namespace: 'default', name: 'payments' }],
  ])('reads %j', written => {
    expect(entityRefFrom(written)).toBe(PAYMENTS);
  });

  it.each([
    [''],
    ['payments'],
    [':'],
    ['component:'],
    ['component:default/'],
    ['component:default/a/b'],
    ['a:b:c/d'],
    ['component:default/pay ments'],
    ['component:default/pay\u0000ments'],
    [`component:default/${'a'.repeat(254)}`],
    [{ kind: 'component', namespace: 'default', name: 'a/b' }],
    [{ kind: 'component', namespace: 'a:b', name: 'c' }],
  ])('explains what is wrong with %j', written => {
    expect(() => entityRefFrom(written)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('component:default/payments'),
      }),
    );
  });
});
