import {
  changed,
  fleetParams,
  fleetQuery,
  FleetState,
  fleetStateOf,
  isFiltered,
  NO_FILTER,
} from './fleetState';

const state: FleetState = {
  q: 'pay & go',
  state: ['sessions-fail', 'logs-lost'],
  accountId: '444455556666',
  owner: ['group:default/payments-team', 'user:default/ada'],
  problem: 's3-put-denied',
  region: 'us-east-1',
  managed: false,
  hasNodes: false,
  drift: 'drifted',
  compare: false,
  sort: { field: 'owner', order: 'desc' },
  cursor: 'abc=',
};

describe('the URL of the list of all roles', () => {
  it('can be parsed again', () => {
    const address = fleetParams(state).toString();
    expect(fleetStateOf(new URLSearchParams(address))).toEqual(state);
  });

  it('has no parameters for the first page without filters', () => {
    const first = fleetStateOf(new URLSearchParams());
    expect(fleetParams(first).toString()).toBe('');
    expect(isFiltered(first)).toBe(false);
    expect(fleetQuery(first)).toMatchObject({ sort: 'state:asc' });
  });

  it('ignores invalid parameters', () => {
    const params = new URLSearchParams(
      'state=great&account=prod&owner=nobody&problem=bad-luck&region=here&managed=maybe&hasNodes=some&drift=much&sort=color:asc',
    );
    expect(fleetParams(fleetStateOf(params)).toString()).toBe('');
  });

  it('returns to the first page when a filter changes', () => {
    expect(changed(state, { q: '' }).cursor).toBeUndefined();
  });

  it.each(
    Object.entries(state).filter(([name]) => Object.hasOwn(NO_FILTER, name)),
  )('is filtered by %s alone, until the filters are cleared', (name, value) => {
    const one = { ...state, ...NO_FILTER, [name]: value };
    expect(isFiltered(one)).toBe(true);
    expect(isFiltered({ ...one, ...NO_FILTER })).toBe(false);
  });
});
