import {
  parsePreferencesResourceRef,
  preferencesResourceRef,
} from './preferencesResourceRef';

describe('preferencesResourceRef', () => {
  it('is parsed as what it was made of', () => {
    const resource = { accountId: '111122223333', region: 'us-gov-west-1' };
    const ref = preferencesResourceRef(resource);
    expect(ref).toBe('preferences:111122223333/us-gov-west-1');
    expect(parsePreferencesResourceRef(ref)).toEqual(resource);
  });

  it.each([
    '',
    '111122223333/us-east-1',
    'preferences:111122223333',
    'preferences:1111222233334/us-east-1',
    'preferences:111122223333/us-east-1/x',
    'preferences:111122223333/US',
    ' preferences:111122223333/us-east-1',
  ])('refuses %j', ref => {
    expect(parsePreferencesResourceRef(ref)).toBeUndefined();
  });
});
