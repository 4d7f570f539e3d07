import { RecentMap } from './RecentMap';

it('forgets what was not used for longest', () => {
  const map = new RecentMap<number>(2);
  map.set('a', 1).set('b', 2);

  expect(map.get('a')).toBe(1);
  map.set('c', 3);

  expect([...map]).toEqual([
    ['a', 1],
    ['c', 3],
  ]);
  expect(map.get('b')).toBeUndefined();
  expect(map.size).toBe(2);
});
