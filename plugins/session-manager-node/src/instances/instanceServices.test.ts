import { createInstanceServices } from './instanceServices';

const KEY = 'service';
const PAYMENTS = 'component:default/payments';

describe('whose an instance is', () => {
  it.each([
    [PAYMENTS, PAYMENTS],
    ['Component:Default/Payments', PAYMENTS],
    ['payments', undefined],
    ['component:payments', undefined],
    ['default/payments', undefined],
    ['component:default/payments/x', undefined],
    ['', undefined],
  ])('by the ref "%s" is %s', async (said, service) => {
    const named = jest.fn();
    const { serviceOf } = createInstanceServices(
      { key: KEY, value: 'entity-ref' },
      named,
    );

    expect(await serviceOf({ [KEY]: said })).toBe(service);
    expect(await serviceOf({ other: said })).toBeUndefined();
    expect(named).not.toHaveBeenCalled();
  });

  it.each<[string, string[], string | undefined]>([
    ['the one entity of the name', [PAYMENTS], PAYMENTS],
    ['it, beside its team', [PAYMENTS, 'group:default/payments'], PAYMENTS],
    ['nobody’s, where there is none', [], undefined],
    ['nobody’s, where only a team is', ['group:default/payments'], undefined],
    [
      'nobody’s, where another namespace has one',
      [PAYMENTS, 'component:mine/payments'],
      undefined,
    ],
    [
      'nobody’s, where another kind has one',
      [PAYMENTS, 'api:default/payments'],
      undefined,
    ],
  ])('by a name is %s', async (_, refs, service) => {
    const named = jest.fn(async () => refs);
    const { serviceOf } = createInstanceServices(
      { key: KEY, value: 'name' },
      named,
    );

    expect(await serviceOf({ [KEY]: 'Payments' })).toBe(service);
    expect(await serviceOf({ [KEY]: 'payments' })).toBe(service);
    expect(named.mock.calls).toEqual([['payments']]);
  });
});
