import { pick } from './pick';

it('returns a field for every value other than undefined, including an empty one', () => {
  expect(pick('bucket', 'corp-logs')).toStrictEqual({ bucket: 'corp-logs' });
  expect(pick('bucket', '')).toStrictEqual({ bucket: '' });
  expect(pick('bucket', undefined)).toStrictEqual({});
});
