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

  it.each<[string, Record<string, unknown>, string[] | undefined]>([
    ['a text', { shellProfile: 'bash' }, ['shellProfile']],
    ['a list', { shellProfile: [] }, ['shellProfile']],
    ['a number', { shellProfile: 1 }, ['shellProfile']],
    ['a number in it', { shellProfile: { linux: 1 } }, ['shellProfile']],
    ['a flag in it', { shellProfile: { Windows: true } }, ['shellProfile']],
    ['null', { shellProfile: null }, undefined],
    ['nothing', { shellProfile: {} }, undefined],
    ['null in it', { shellProfile: { linux: null } }, undefined],
    ['texts', { shellProfile: { linux: 'bash', windows: '' } }, undefined],
    ['others in it', { shellProfile: { mac: 1 } }, undefined],
  ])('a shell profile that is %s', (_, inputs, unreadable) => {
    expect(parsePreferences(inputs).unreadable).toEqual(unreadable);
  });

  const TEXTS = [
    's3BucketName',
    's3KeyPrefix',
    'cloudWatchLogGroupName',
    'kmsKeyId',
    'runAsDefaultUser',
  ] as const;
  it.each(TEXTS)('%s is a text, and null or nothing is none', name => {
    for (const value of [1, true, false, {}, []]) {
      expect(parsePreferences({ [name]: value }).unreadable).toEqual([name]);
    }
    for (const value of [undefined, null, '']) {
      expect(parsePreferences({ [name]: value })).toEqual(parsePreferences({}));
    }
    expect(parsePreferences({ [name]: ' x ' })[name]).toBe(' x ');
  });

  it.each(['s3EncryptionEnabled', 'cloudWatchEncryptionEnabled'] as const)(
    '%s is off where it is null',
    name => {
      expect(parsePreferences({ [name]: null })).toEqual(parsePreferences({}));
    },
  );

  it('streaming is true or false, and never a text', () => {
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

  it('does not heed the case of names, as Go does not', () => {
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
    // Of several, the last that is there.
    expect(
      parsePreferences({ s3BucketName: 'a', S3BucketName: null }).s3BucketName,
    ).toBe('a');
    expect(
      parsePreferences({ s3BucketName: 'a', S3BucketName: 'b' }).s3BucketName,
    ).toBe('b');
  });

  it('passes over what the agent does not know', () => {
    expect(
      parsePreferences({ idleSessionTimeout: 5, constructor: 1, s3: {} }),
    ).toEqual(parsePreferences({}));
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
