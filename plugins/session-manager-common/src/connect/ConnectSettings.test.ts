import { connectSettingsSchema } from './ConnectSettings';

const messagesOf = (settings: unknown) =>
  connectSettingsSchema
    .safeParse(settings)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

const portal = (startUrl: string) => ({
  identityCenter: { startUrl, roleName: 'Shell' },
});
const permissionSet = (roleName: string) => ({
  identityCenter: { startUrl: 'https://acme.awsapps.com/start', roleName },
});

describe('the connect section of an account', () => {
  it.each([
    {},
    portal('https://acme.awsapps.com/start'),
    portal('https://acme.awsapps.com/start/'),
    portal('https://a'),
    portal('https://sso.acme.example:65535/a/b.c/~d_e-f'),
    permissionSet('a'),
    permissionSet('Shell_+=,.@-'.padEnd(32, '1')),
    { profile: 'production', justInTime: true },
    { profile: '_a.b+c=d@e/f-g' },
    { profile: 'p'.repeat(128) },
  ])('accepts %j', settings => {
    expect(connectSettingsSchema.parse(settings)).toEqual(settings);
  });

  it.each([
    ['http', 'http://acme.awsapps.com/start'],
    ['text before the URL', 'x https://acme.awsapps.com/start'],
    ['text after the URL', 'https://acme.awsapps.com/start x'],
    ['a host that begins with a dot', 'https://.awsapps.com/start'],
    ['a host that ends with a hyphen', 'https://acme-/start'],
    ['a user', 'https://acme@evil.example/start'],
    ['a port without digits', 'https://acme.awsapps.com:/start'],
    ['a port of letters', 'https://acme.awsapps.com:https/start'],
    ['a port of six digits', 'https://acme.awsapps.com:123456/start'],
    ['an empty folder', 'https://acme.awsapps.com//start'],
    ['a fragment', 'https://acme.awsapps.com/start#/console'],
    ['a query', 'https://acme.awsapps.com/start?account=1'],
    ['an escaped character', 'https://acme.awsapps.com/st%61rt'],
  ])('rejects a start URL with %s', (_, startUrl) => {
    expect(messagesOf(portal(startUrl))).toEqual([
      'identityCenter.startUrl: must be the URL of the AWS access portal, such as https://acme.awsapps.com/start, without # or ?',
    ]);
  });

  it('accepts a start URL of at most 512 characters', () => {
    const url = `https://acme.awsapps.com/${'a'.repeat(487)}`;
    expect(messagesOf(portal(url))).toBeUndefined();
    expect(messagesOf(portal(`${url}a`))).toEqual([
      'identityCenter.startUrl: must be at most 512 characters',
    ]);
  });

  it.each(['', 'a'.repeat(33), 'a b', '/a', 'a\n', 'é'])(
    'rejects the permission set %j',
    roleName => {
      expect(messagesOf(permissionSet(roleName))).toEqual([
        'identityCenter.roleName: must be the name of a permission set: 1 to 32 letters, digits and _+=,.@-',
      ]);
    },
  );

  it.each(['', '-a', '.a', 'a b', 'a;b', 'a\n', 'p'.repeat(129)])(
    'rejects the profile %j',
    profile => {
      expect(messagesOf({ profile })).toEqual([
        'profile: must be the name of an AWS CLI profile: letters, digits and _.+=@/-, starting with a letter, digit or _',
      ]);
    },
  );

  it.each([
    { justInTime: 'yes' },
    { other: 1 },
    { identityCenter: { startUrl: 'https://acme.awsapps.com/start' } },
    { identityCenter: { ...permissionSet('Shell').identityCenter, other: 1 } },
  ])('rejects %j', settings => {
    expect(messagesOf(settings)).toHaveLength(1);
  });
});
