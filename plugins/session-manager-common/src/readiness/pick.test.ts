import { pick } from './pick';

it('has a field only where there is a value, be it empty', () => {
  expect(pick('bucket', 'corp-logs')).toStrictEqual({ bucket: 'corp-logs' });
  expect(pick('bucket', '')).toStrictEqual({ bucket: '' });
  expect(pick('bucket', undefined)).toStrictEqual({});
});
