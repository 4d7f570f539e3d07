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
  it.each(EACH)('returns %s', (state, status) => {
    expect(stateOf({ ...identity(), ...status })).toBe(state);
  });

  it('is the state of the readiness, whoever created the role', () => {
    const role = { ...identity(), ...failing, drift: unmanaged.drift };
    expect(stateOf(role)).toBe('sessions-fail');
    expect(needsAttention(role)).toBe(true);
  });
});

describe('a role that is not for nodes', () => {
  const role = { ...identity(), ...taskRole };

  it('is neither ready nor failing, whoever created it', () => {
    expect(stateOf(role)).toBe('not-a-node-role');
    expect(needsAttention(role)).toBe(false);
    expect(readinessSummaryOf(role)?.purpose).toMatchObject({
      label: 'ECS tasks',
    });
  });

  it('is sorted after the roles for nodes', () => {
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
  it('sorts by state, worst first', () => {
    const roles = EACH.map(([, status]) => ({ ...identity(), ...status }));
    expect(worstFirst(roles).map(stateOf)).toEqual(
      EACH.map(([state]) => state).reverse(),
    );
  });

  it('sorts roles of the same state by account and name', () => {
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
  it('is the state of the worst role', () => {
    const roles = [healthy, missing, drifted].map(status => ({
      ...identity(),
      ...status,
    }));
    expect(overallState(entityRoles(roles))).toBe('missing');
  });

  it('is no-role if no role was found', () => {
    expect(overallState(entityRoles([]))).toBe('no-role');
  });

  it('is unknown if no role was found and an account could not be searched', () => {
    const incomplete = [{ accountId: '444455556666', fault: fault('refused') }];
    expect(overallState(entityRoles([], { incomplete }))).toBe('unknown');
  });
});
