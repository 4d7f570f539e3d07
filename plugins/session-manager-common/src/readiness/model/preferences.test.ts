import { logFolder, parsePreferences } from './preferences';

describe('parsePreferences', () => {
  it('reads all inputs of the document', () => {
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

  it('treats missing inputs as off', () => {
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
  ])('reads the flag %j as %s', (value, expected) => {
    const { s3EncryptionEnabled, unreadable } = parsePreferences({
      s3EncryptionEnabled: value,
    });
    expect(unreadable ? 'unreadable' : s3EncryptionEnabled).toBe(expected);
  });

  it.each<[string, Record<string, unknown>, string[] | undefined]>([
    ['a text', { shellProfile: 'bash' }, ['shellProfile']],
    ['a list', { shellProfile: [] }, ['shellProfile']],
    ['a number', { shellProfile: 1 }, ['shellProfile']],
    ['a number as a value', { shellProfile: { linux: 1 } }, ['shellProfile']],
    [
      'a flag as a value',
      { shellProfile: { Windows: true } },
      ['shellProfile'],
    ],
    ['null', { shellProfile: null }, undefined],
    ['nothing', { shellProfile: {} }, undefined],
    ['null as a value', { shellProfile: { linux: null } }, undefined],
    ['texts', { shellProfile: { linux: 'bash', windows: '' } }, undefined],
    ['others in it', { shellProfile: { mac: 1 } }, undefined],
  ])('handles a shell profile that is %s', (_, inputs, unreadable) => {
    expect(parsePreferences(inputs).unreadable).toEqual(unreadable);
  });

  const TEXTS = [
    's3BucketName',
    's3KeyPrefix',
    'cloudWatchLogGroupName',
    'kmsKeyId',
    'runAsDefaultUser',
  ] as const;
  it.each(TEXTS)(
    'reads %s as text, and null or a missing value as empty',
    name => {
      for (const value of [1, true, false, {}, []]) {
        expect(parsePreferences({ [name]: value }).unreadable).toEqual([name]);
      }
      for (const value of [undefined, null, '']) {
        expect(parsePreferences({ [name]: value })).toEqual(
          parsePreferences({}),
        );
      }
      expect(parsePreferences({ [name]: ' x ' })[name]).toBe(' x ');
    },
  );

  it.each(['s3EncryptionEnabled', 'cloudWatchEncryptionEnabled'] as const)(
    'treats a null value of %s as off',
    name => {
      expect(parsePreferences({ [name]: null })).toEqual(parsePreferences({}));
    },
  );

  it('accepts only a boolean for streaming', () => {
    const streaming = (value: unknown) =>
      parsePreferences({ cloudWatchStreamingEnabled: value });
    expect(streaming(true).cloudWatchStreamingEnabled).toBe(true);
    for (const value of [false, null, undefined]) {
      expect(streaming(value)).toEqual(parsePreferences({}));
    }
    for (const value of ['true', '', '{{ssm:flag}}', 1, [], {}]) {
      expect(streaming(value).unreadable).toEqual([
        'cloudWatchStreamingEnabled',
      ]);
    }
  });

  it('ignores the case of names, as Go does', () => {
    expect(
      parsePreferences({
        S3BUCKETNAME: 'corp-logs',
        KMSKeyID: 'alias/a',
        '\u212amsKeyId': 'alias/b',
        cloudwatchstreamingenabled: true,
        ShellProfile: { LINUX: 'bash' },
        RunAsEnabled: 'True',
      }),
    ).toMatchObject({
      s3BucketName: 'corp-logs',
      kmsKeyId: 'alias/b',
      cloudWatchStreamingEnabled: true,
      runAsEnabled: true,
    });
    expect(parsePreferences({ SHELLPROFILE: 'bash' }).unreadable).toEqual([
      'shellProfile',
    ]);
    // If a name occurs several times, the last value counts.
    expect(
      parsePreferences({ s3BucketName: 'a', S3BucketName: null }).s3BucketName,
    ).toBe('a');
    expect(
      parsePreferences({ s3BucketName: 'a', S3BucketName: 'b' }).s3BucketName,
    ).toBe('b');
  });

  it('ignores inputs that the agent does not know', () => {
    expect(
      parsePreferences({ idleSessionTimeout: 5, constructor: 1, s3: {} }),
    ).toEqual(parsePreferences({}));
  });

  it('lists all inputs that the agent cannot read', () => {
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
])('stores logs with the prefix %j in %j', (s3KeyPrefix, folder) => {
  expect(logFolder(parsePreferences({ s3KeyPrefix }))).toBe(folder);
});
