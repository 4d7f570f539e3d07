import {
  drifted,
  entityRoles,
  failing,
  fault,
  faulty,
  healthy,
  identity,
  missing,
  taskRole,
  unmanaged,
} from '../../__testUtils__/roles';
import {
  needsAttention,
  overallState,
  readinessSummaryOf,
  stateOf,
  worstFirst,
} from './roleState';

const EACH = [
  ['in-sync', healthy],
  ['unmanaged', unmanaged],
  ['drifted', drifted],
  ['failed', faulty('failed')],
  ['not-configured', faulty('not-configured')],
  ['unreachable', faulty('unreachable')],
  ['refused', faulty('refused')],
  ['missing', missing],
  ['sessions-fail', failing],
] as const;

describe('stateOf', () => {
  it.each(EACH)('tells %s', (state, status) => {
    expect(stateOf({ ...identity(), ...status })).toBe(state);
  });

  it('goes by the readiness, whoever made the role', () => {
    const role = { ...identity(), ...failing, drift: unmanaged.drift };
    expect(stateOf(role)).toBe('sessions-fail');
    expect(needsAttention(role)).toBe(true);
  });
});

describe('a role for something else than nodes', () => {
  const role = { ...identity(), ...taskRole };

  it('is neither ready nor failing, whoever made it', () => {
    expect(stateOf(role)).toBe('not-a-node-role');
    expect(needsAttention(role)).toBe(false);
    expect(readinessSummaryOf(role)?.purpose).toMatchObject({
      label: 'ECS tasks',
    });
  });

  it('comes after those that are for nodes', () => {
    const others = [healthy, unmanaged].map(status => ({
      ...identity(),
      ...status,
    }));
    expect(worstFirst([role, ...others]).map(stateOf)).toEqual([
      'unmanaged',
      'in-sync',
      'not-a-node-role',
    ]);
  });
});

describe('worstFirst', () => {
  it('puts the worst state first, whatever came first', () => {
    const roles = EACH.map(([, status]) => ({ ...identity(), ...status }));
    expect(worstFirst(roles).map(stateOf)).toEqual(
      EACH.map(([state]) => state).reverse(),
    );
  });

  it('puts equals in the order of account and name', () => {
    const roles = ['role-10', 'a', 'role-9'].map(name => ({
      ...identity(name),
      ...healthy,
    }));
    expect(worstFirst(roles).map(({ roleName }) => roleName)).toEqual([
      'a',
      'role-9',
      'role-10',
    ]);
  });
});

describe('overallState', () => {
  it('is that of the worst role', () => {
    const roles = [healthy, missing, drifted].map(status => ({
      ...identity(),
      ...status,
    }));
    expect(overallState(entityRoles(roles))).toBe('missing');
  });

  it('tells that there is no role', () => {
    expect(overallState(entityRoles([]))).toBe('no-role');
  });

  it('is unknown where an account without a role found was not searched', () => {
    const incomplete = [{ accountId: '444455556666', fault: fault('refused') }];
    expect(overallState(entityRoles([], { incomplete }))).toBe('unknown');
  });
});
