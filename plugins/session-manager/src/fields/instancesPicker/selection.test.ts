import { ServiceInstance } from 'backstage-plugin-session-manager-common';
import { choose, chosenAmong, countOf, groupsOf, isChosen } from './selection';

const at = (place: string, instanceId: string): ServiceInstance => {
  const [accountId, region] = place.split(' ');
  return { instanceId, accountId, region, state: 'running' };
};
const HERE = '111122223333 us-east-1';
const THERE = '111122223333 eu-west-1';

const a = at(HERE, 'i-a');
const b = at(HERE, 'i-b');
const c = at(THERE, 'i-c');
const chosenA = [
  { accountId: '111122223333', region: 'us-east-1', instanceIds: ['i-a'] },
];

describe('selecting instances', () => {
  it('groups them by account and region', () => {
    expect(
      groupsOf([a, c, b]).map(({ region, instances }) => [
        region,
        instances.map(({ instanceId }) => instanceId),
      ]),
    ).toEqual([
      ['us-east-1', ['i-a', 'i-b']],
      ['eu-west-1', ['i-c']],
    ]);
  });

  it('adds and removes instances, and leaves no empty group', () => {
    expect(choose([], [a], true)).toEqual(chosenA);
    expect(choose(chosenA, [b, c].slice(0, 1), true)).toEqual([
      { ...chosenA[0], instanceIds: ['i-a', 'i-b'] },
    ]);
    expect(choose(chosenA, [a], true)).toEqual(chosenA);
    expect(choose(chosenA, [a], false)).toEqual([]);
    expect(choose(chosenA, [b], false)).toEqual(chosenA);
    expect(choose(chosenA, [], true)).toEqual(chosenA);
  });

  it('keeps accounts and regions separate', () => {
    const both = choose(chosenA, [c], true);

    expect(both).toHaveLength(2);
    expect(countOf(both)).toBe(2);
    expect(isChosen(both, c)).toBe(true);
    expect(isChosen(both, { ...a, region: 'eu-west-1' })).toBe(false);
  });

  it('deselects instances that no longer exist', () => {
    const both = choose(chosenA, [c], true);

    expect(chosenAmong(both, [b, c])).toEqual([
      { accountId: '111122223333', region: 'eu-west-1', instanceIds: ['i-c'] },
    ]);
    expect(chosenAmong(both, [a, b, c])).toEqual(both);
  });
});
