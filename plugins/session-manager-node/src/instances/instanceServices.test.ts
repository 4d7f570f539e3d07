import { createInstanceServices } from './instanceServices';

const KEY = 'service';
const PAYMENTS = 'component:default/payments';

describe('the service of an instance', () => {
  it.each([
    [PAYMENTS, PAYMENTS],
    ['Component:Default/Payments', PAYMENTS],
    ['payments', undefined],
    ['component:payments', undefined],
    ['default/payments', undefined],
    ['component:default/payments/x', undefined],
    ['', undefined],
  ])('is for the ref "%s": %s', async (tagValue, service) => {
    const named = jest.fn();
    const { serviceOf } = createInstanceServices(
      { key: KEY, value: 'entity-ref' },
      named,
    );

    expect(await serviceOf({ [KEY]: tagValue })).toBe(service);
    expect(await serviceOf({ other: tagValue })).toBeUndefined();
    expect(named).not.toHaveBeenCalled();
  });

  it.each<[string, string[], string | undefined]>([
    ['the one entity of the name', [PAYMENTS], PAYMENTS],
    [
      'it, even if a team has the same name',
      [PAYMENTS, 'group:default/payments'],
      PAYMENTS,
    ],
    ['undefined if there is no entity', [], undefined],
    [
      'undefined if only a team has the name',
      ['group:default/payments'],
      undefined,
    ],
    [
      'undefined if another namespace has the name too',
      [PAYMENTS, 'component:mine/payments'],
      undefined,
    ],
    [
      'undefined if another kind has the name too',
      [PAYMENTS, 'api:default/payments'],
      undefined,
    ],
  ])('by name is %s', async (_, refs, service) => {
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
