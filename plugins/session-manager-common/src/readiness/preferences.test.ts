import { logFolder, parsePreferences } from './preferences';

describe('parsePreferences', () => {
  it('reads what the document holds', () => {
    expect(
      parsePreferences({
        s3BucketName: 'corp-logs',
        s3KeyPrefix: 'web',
        s3EncryptionEnabled: true,
        cloudWatchLogGroupName: '/ssm/sessions',
        cloudWatchEncryptionEnabled: false,
        cloudWatchStreamingEnabled: true,
        kmsKeyId: 'alias/sessions',
        runAsEnabled: true,
        runAsDefaultUser: 'ops',
        idleSessionTimeout: '20',
        shellProfile: { linux: 'bash' },
      }),
    ).toEqual({
      s3BucketName: 'corp-logs',
      s3KeyPrefix: 'web',
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: '/ssm/sessions',
      cloudWatchEncryptionEnabled: false,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: 'alias/sessions',
      runAsEnabled: true,
      runAsDefaultUser: 'ops',
    });
  });

  it('takes what is not there for off', () => {
    const off = parsePreferences({});
    expect(Object.values(off).filter(Boolean)).toEqual([]);
    expect(parsePreferences({ kmsKeyId: null, runAsEnabled: null })).toEqual(
      off,
    );
  });

  it.each<[unknown, boolean | 'unreadable']>([
    [true, true],
    ['true', true],
    ['TRUE', true],
    ['True', true],
    ['t', true],
    ['1', true],
    [false, false],
    ['false', false],
    ['0', false],
    ['', false],
    ['tRue', 'unreadable'],
    ['yes', 'unreadable'],
    [' true', 'unreadable'],
    [1, 'unreadable'],
    [{}, 'unreadable'],
    ['constructor', 'unreadable'],
  ])('a flag that is %j is %s', (value, expected) => {
    const { s3EncryptionEnabled, unreadable } = parsePreferences({
      s3EncryptionEnabled: value,
    });
    expect(unreadable ? 'unreadable' : s3EncryptionEnabled).toBe(expected);
  });

  it('names all that the agent cannot read', () => {
    expect(
      parsePreferences({
        kmsKeyId: 7,
        runAsEnabled: 'on',
        cloudWatchStreamingEnabled: 'true',
      }).unreadable,
    ).toEqual(['kmsKeyId', 'runAsEnabled', 'cloudWatchStreamingEnabled']);
  });
});

it.each([
  ['', ''],
  ['web', 'web/'],
  ['/web/', 'web/'],
  ['a//b', 'a/b/'],
  ['a/./b/', 'a/b/'],
  ['a/../b', 'b/'],
  ['../b', 'b/'],
  ['/', ''],
  ['a:b c', 'a:b c/'],
])('logs with the prefix %j lie in %j', (s3KeyPrefix, folder) => {
  expect(logFolder(parsePreferences({ s3KeyPrefix }))).toBe(folder);
});
