import { permissionsPolicy } from '../documents/permissionsPolicy';
import { policySize } from '../policy/PolicyDocument';
import { roleTags } from './ownershipTags';
import {
  authoredSpec,
  refuseUnallowed,
  resolveRoleSpec,
} from './resolveRoleSpec';
import { LIMITED_NAMES } from './limitedNames';
import { AccountSettings } from './roleSpec';

const account: AccountSettings = {
  accountId: '111122223333',
  partition: 'aws',
  name: 'development',
};
const key = (of: string, partition = 'aws') =>
  `arn:${partition}:kms:us-east-1:${of}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const OWN_KEY = key('111122223333');
const OTHER_KEY = OWN_KEY.replace(/.$/, 'f');
const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`t${n}`, 'x']));

describe('defaults', () => {
  it('fill in all fields', () => {
    expect(resolveRoleSpec({ roleName: 'web' }, account)).toEqual({
      roleName: 'web',
      partition: 'aws',
      accountId: '111122223333',
      path: '/',
      policyName: 'web-SessionManagerPermissions',
      policyType: 'managed',
      policyStyle: 'documented',
      target: 'ec2',
      instanceProfileName: 'web',
      maxSessionDuration: 3600,
      roleTags: {},
      policyTags: {},
    });
  });

  it('use the settings of the account', () => {
    const settings = {
      ...account,
      path: '/session-manager/',
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
      maxSessionDuration: 7200,
      tags: { 'cost-center': '42' },
    };
    expect(
      resolveRoleSpec({ roleName: 'web', roleTags: { team: 'a' } }, settings),
    ).toMatchObject({
      path: '/session-manager/',
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
      maxSessionDuration: 7200,
      roleTags: { team: 'a', 'cost-center': '42' },
      policyTags: { 'cost-center': '42' },
    });
  });

  it('set no instance profile for hybrid nodes', () => {
    expect(
      resolveRoleSpec({ roleName: 'web', target: 'hybrid' }, account),
    ).not.toHaveProperty('instanceProfileName', expect.anything());
  });

  it('ignore a blank description', () => {
    expect(
      resolveRoleSpec(
        { roleName: 'web', roleDescription: ' \n', policyDescription: '\t' },
        account,
      ),
    ).toMatchObject({
      roleDescription: undefined,
      policyDescription: undefined,
    });
  });

  it('convert the service to lower case, as the catalog compares it', () => {
    expect(
      resolveRoleSpec(
        { roleName: 'web', entityRef: 'Component:default/Payments' },
        account,
      ).entityRef,
    ).toBe('component:default/payments');
  });
});

describe('a fault is reported with the name of its field', () => {
  it.each<[string, object]>([
    ['accountId', { accountId: '1111' }],
    ['accountId', { accountId: '999988887777' }],
    ['roleName', { roleName: 'a/b' }],
    ['roleName', { roleName: 'a*' }],
    ['roleName', { roleName: 'x'.repeat(65) }],
    ['roleName', { roleName: '' }],
    ['roleName', { roleName: 'web\u0000' }],
    ['roleName', { roleName: 'web\n' }],
    ['roleDescription', { roleDescription: 'a\u0007b' }],
    ['roleDescription', { roleDescription: 'x'.repeat(1001) }],
    ['path', { path: 'team' }],
    ['path', { path: '/team' }],
    ['path', { path: '/te*m/' }],
    ['path', { path: '//' }],
    ['policyName', { policyName: 'x'.repeat(129) }],
    ['policyType', { policyType: 'aws' }],
    ['kmsKeyArn', { kmsKeyArn: '*' }],
    ['kmsKeyArn', { kmsKeyArn: '1234abcd-12ab-34cd-56ef-1234567890ab' }],
    ['kmsKeyArn', { kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:alias/a' }],
    ['kmsKeyArn', { kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/*' }],
    ['kmsKeyArn', { kmsKeyArn: 'arn:aws:kms:*:111122223333:key/abcd' }],
    [
      'kmsKeyArn: names the region us-mars-1',
      { kmsKeyArn: 'arn:aws:kms:us-mars-1:111122223333:key/abcd' },
    ],
    ['kmsKeyArn', { kmsKeyArn: key('444455556666') }],
    [
      'kmsKeyArn: is in the partition aws-cn, but',
      { kmsKeyArn: key('111122223333', 'aws-cn') },
    ],
    ['s3.bucket', { s3: { bucket: 's3://corp-logs' } }],
    ['s3.bucket', { s3: { bucket: 'corp-*' } }],
    ['s3.bucket', { s3: { bucket: 'a..b' } }],
    ['s3.bucket', { s3: { bucket: 'logs..eu' } }],
    ['s3.bucket', { s3: { bucket: '10.0.0.1' } }],
    ['s3.bucket', { s3: { bucket: '192.168.100.200' } }],
    ['s3.bucket', { s3: {} }],
    ['s3.prefix', { s3: { bucket: 'corp-logs', prefix: '/web' } }],
    ['s3.prefix', { s3: { bucket: 'corp-logs', prefix: 'web/' } }],
    ['s3.prefix', { s3: { bucket: 'corp-logs', prefix: 'a/../b' } }],
    ['s3.prefix', { s3: { bucket: 'corp-logs', prefix: 'a//b' } }],
    ['s3.prefix', { s3: { bucket: 'corp-logs', prefix: '*' } }],
    ['s3.prefix', { s3: { bucket: 'corp-logs', prefix: 'a?' } }],
    ['s3.prefix', { s3: { bucket: 'corp-logs', prefix: '${aws:userid}' } }],
    ['s3.bucketOwner', { s3: { bucket: 'corp-logs', bucketOwner: '*' } }],
    [
      's3.bucketOwner',
      { s3: { bucket: 'b-logs', bucketOwner: 'x444455556666' } },
    ],
    [
      's3.bucketOwner',
      { s3: { bucket: 'b-logs', bucketOwner: '4444555566660' } },
    ],
    [
      's3.kmsKeyArn: belongs to account 444455556666, not to 111122223333$',
      { s3: { bucket: 'corp-logs', kmsKeyArn: key('444455556666') } },
    ],
    [
      's3.kmsKeyArn: belongs to account 777788889999, not to 111122223333 or 444455556666$',
      {
        s3: {
          bucket: 'corp-logs',
          bucketOwner: '444455556666',
          kmsKeyArn: key('777788889999'),
        },
      },
    ],
    ['s3.region', { s3: { bucket: 'corp-logs', region: 'us-east-1' } }],
    ['cloudWatchLogs.logGroup', { cloudWatchLogs: { logGroup: 'a:*' } }],
    ['cloudWatchLogs.logGroup', { cloudWatchLogs: { logGroup: '*:a' } }],
    [
      'cloudWatchLogs.kmsKeyArn',
      { cloudWatchLogs: { kmsKeyArn: key('444455556666') } },
    ],
    [
      'instanceProfileName',
      { target: 'hybrid', instanceProfileName: 'profile' },
    ],
    [
      'roleName: has 77 characters with its path',
      {
        target: 'hybrid',
        path: '/session-manager/',
        roleName:
          'warehouse-europe-central-production-session-manager-node-role',
      },
    ],
    ['permissionsBoundaryArn', { permissionsBoundaryArn: 'boundary' }],
    [
      'permissionsBoundaryArn',
      { permissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/b' },
    ],
    ['entityRef', { entityRef: 'payments' }],
    ['entityRef', { entityRef: '*component:default/payments' }],
    ['entityRef', { entityRef: 'component:default/payments*' }],
    ['roleTags', { roleTags: { 'aws:x': 'y' } }],
    ['roleTags', { roleTags: { 'backstage.io/managed-by': 'me' } }],
    ['roleTags', { roleTags: { a: '<script>' } }],
    ['roleTags', { roleTags: { '': 'y' } }],
    ['roleTags', { roleTags: { '*team': 'y' } }],
    ['roleTags', { roleTags: { 'team*': 'y' } }],
    ['roleTags', { roleTags: { Team: 'a', team: 'b' } }],
    ['policyTags', { policyTags: { Team: 'a', team: 'a' } }],
    [
      'roleTags',
      {
        roleTags: numbered(50),
      },
    ],
    ['roleTags.Team', { roleTags: { team: 'a', Team: 'b' } }],
    ['polcyName', { polcyName: 'typo' }],
  ])('%s in %j', (field, spec) => {
    const resolve = () =>
      resolveRoleSpec({ roleName: 'web', ...spec }, account);
    expect(resolve).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(resolve).toThrow(new RegExp(`(^|; )${field.replace('.', '\\.')}`));
  });

  it.each<[string, object]>([
    ['its own account', { accountId: '111122223333' }],
    [
      'a bucket that begins like an IP address',
      { s3: { bucket: '10.0.0.1.logs' } },
    ],
    [
      'a long path and name, which only hybrid nodes do not support',
      { path: `/${'p'.repeat(80)}/`, target: 'ec2' },
    ],
    ['48 tags of the policy', { policyTags: numbered(48) }],
  ])('the field %s in a valid spec', (_, spec) => {
    expect(
      resolveRoleSpec({ roleName: 'web', ...spec }, account),
    ).toMatchObject(spec);
  });

  it('too many tags of the policy together with the portal’s', () => {
    expect(() =>
      resolveRoleSpec({ roleName: 'web', policyTags: numbered(49) }, account),
    ).toThrow('policyTags: too many');
  });

  it('too many tags of the role for the tag of the instance profiles', () => {
    const resolve = (own: number, length: number) =>
      resolveRoleSpec(
        {
          roleName: 'web',
          roleTags: numbered(own),
          roleDescription: 'd'.repeat(length),
        },
        account,
      );
    const small = resolve(0, 0);
    // The portal's own tags contain the spec, so their number depends on its
    // length.
    for (const length of [1, 200, 400, 600]) {
      const counted = (own: number) =>
        Object.keys(
          roleTags({
            ...small,
            roleTags: numbered(own),
            roleDescription: 'd'.repeat(length),
          }),
        ).length;
      const most = Math.max(
        ...Array.from({ length: 50 }, (_, own) => own).filter(
          own => counted(own) <= 49,
        ),
      );
      expect(() => resolve(most, length)).not.toThrow();
      expect(() => resolve(most + 1, length)).toThrow('roleTags: too many');
    }
  });

  it('an unknown partition', () => {
    expect(() =>
      resolveRoleSpec(
        { roleName: 'web' },
        { ...account, partition: 'aws-mars' },
      ),
    ).toThrow('aws-mars');
  });

  it('all faults at once', () => {
    expect(() =>
      resolveRoleSpec({ roleName: '*', path: 'x' }, account),
    ).toThrow(/roleName: .*; path: /);
  });

  it('a spec that is not an object', () => {
    expect(() => resolveRoleSpec('web', account)).toThrow('role spec: ');
  });
});

it('resolves the authored spec to the same spec again', () => {
  const spec = resolveRoleSpec(
    { roleName: 'web', kmsKeyArn: OWN_KEY, roleTags: { team: 'a' } },
    account,
  );
  expect(authoredSpec(spec)).not.toHaveProperty('partition');
  expect(resolveRoleSpec(authoredSpec(spec), account)).toEqual(spec);
});

describe('an account’s allow lists', () => {
  const group = '/ssm/sessions';
  const bucket = 'corp-logs';
  /**
   * By field: a spec that names a value, and patterns that match and do not
   * match it.
   */
  const ROWS: Readonly<
    Record<
      string,
      [spec: object, allowed: readonly string[], others: readonly string[]]
    >
  > = {
    's3.bucket': [{ s3: { bucket } }, ['x', 'corp-*'], ['corp-logs-*']],
    kmsKeyArn: [{ kmsKeyArn: OWN_KEY }, [OTHER_KEY, OWN_KEY], [OTHER_KEY]],
    's3.kmsKeyArn': [
      { s3: { bucket, kmsKeyArn: OWN_KEY } },
      [OWN_KEY],
      [OTHER_KEY],
    ],
    'cloudWatchLogs.kmsKeyArn': [
      { cloudWatchLogs: { logGroup: group, kmsKeyArn: OWN_KEY } },
      [OWN_KEY],
      [OTHER_KEY],
    ],
    'cloudWatchLogs.logGroup': [
      { cloudWatchLogs: { logGroup: group } },
      ['/ssm/*'],
      ['/app/*', 'ssm/*'],
    ],
  };
  const LISTS: Readonly<
    Record<keyof NonNullable<AccountSettings['allow']>, true>
  > = { buckets: true, kmsKeyArns: true, logGroups: true };

  it('limit exactly the fields with a row here', () => {
    expect(LIMITED_NAMES.map(([field]) => field).sort()).toEqual(
      Object.keys(ROWS).sort(),
    );
    expect([...new Set(LIMITED_NAMES.map(([, list]) => list))].sort()).toEqual(
      Object.keys(LISTS).sort(),
    );
  });

  it.each(LIMITED_NAMES)('limit %s by %s', (field, list) => {
    const [spec, allowed, others] = ROWS[field];
    const resolve = (allow: AccountSettings['allow']) => () =>
      resolveRoleSpec({ roleName: 'web', ...spec }, { ...account, allow });
    expect(resolve({ [list]: allowed })).not.toThrow();
    expect(resolve({ [list]: others })).toThrow(
      new RegExp(`^${field}: .* is not among what account development allows`),
    );
    expect(resolve({ [list]: [] })).toThrow('development allows: nothing');
    // An absent list allows any value.
    expect(resolve(undefined)).not.toThrow();
    expect(resolve({})).not.toThrow();
  });
});

describe('an account’s allow lists and settings', () => {
  const settings: AccountSettings = {
    ...account,
    path: '/session-manager/',
    permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
    maxSessionDuration: 7200,
    tags: { 'cost-center': '42' },
    allow: {
      buckets: ['corp-session-logs-*'],
      kmsKeyArns: [OWN_KEY],
      logGroups: ['/ssm/*'],
    },
  };
  const allowed = {
    roleName: 'web',
    kmsKeyArn: OWN_KEY,
    s3: { bucket: 'corp-session-logs-eu', kmsKeyArn: OWN_KEY },
    cloudWatchLogs: { logGroup: '/ssm/sessions' },
  };

  it('accept values in the lists', () => {
    expect(resolveRoleSpec(allowed, settings)).toMatchObject(allowed);
  });

  it('apply to named values only, so a role that names none is accepted', () => {
    expect(() =>
      resolveRoleSpec({ roleName: 'web', cloudWatchLogs: {} }, settings),
    ).not.toThrow();
    expect(() =>
      resolveRoleSpec({ roleName: 'web' }, { ...settings, allow: {} }),
    ).not.toThrow();
    expect(() =>
      resolveRoleSpec(allowed, {
        ...settings,
        allow: { ...settings.allow, buckets: [] },
      }),
    ).toThrow('s3.bucket: "corp-session-logs-eu" is not among');
  });

  it('accept the account’s own values, and preserve the case of its tag keys', () => {
    const again = {
      ...allowed,
      path: settings.path,
      permissionsBoundaryArn: settings.permissionsBoundaryArn,
      roleTags: { 'Cost-Center': '42', team: 'a' },
    };
    expect(resolveRoleSpec(again, settings)).toMatchObject({
      maxSessionDuration: 7200,
      roleTags: { 'cost-center': '42', team: 'a' },
      policyTags: { 'cost-center': '42' },
    });
    expect(resolveRoleSpec(again, settings).roleTags).not.toHaveProperty(
      'Cost-Center',
    );
  });

  it('reject a boundary of another account, also from the account’s settings', () => {
    const permissionsBoundaryArn = 'arn:aws:iam::999900001111:policy/boundary';
    expect(() =>
      resolveRoleSpec(allowed, { ...settings, permissionsBoundaryArn }),
    ).toThrow('permissionsBoundaryArn: belongs to account 999900001111');
  });

  it.each<[string, object]>([
    ['s3.bucket', { s3: { bucket: 'my-logs' } }],
    ['s3.bucket', { s3: { bucket: 'xcorp-session-logs-eu' } }],
    ['kmsKeyArn', { kmsKeyArn: OTHER_KEY }],
    [
      's3.kmsKeyArn',
      { s3: { bucket: 'corp-session-logs-eu', kmsKeyArn: OTHER_KEY } },
    ],
    ['cloudWatchLogs.logGroup', { cloudWatchLogs: { logGroup: '/app/a' } }],
    [
      'cloudWatchLogs.kmsKeyArn',
      { cloudWatchLogs: { logGroup: '/ssm/a', kmsKeyArn: OTHER_KEY } },
    ],
    ['path', { path: '/mine/' }],
    ['roleTags.cost-center', { roleTags: { 'cost-center': '1' } }],
    ['policyTags.Cost-Center', { policyTags: { 'Cost-Center': '1' } }],
    ['maxSessionDuration', { maxSessionDuration: 43200 }],
    [
      'permissionsBoundaryArn',
      { permissionsBoundaryArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ],
  ])('reject another %s', (field, spec) => {
    expect(() => resolveRoleSpec({ ...allowed, ...spec }, settings)).toThrow(
      `${field}: `,
    );
  });
});

it('can be checked for another account that is involved', () => {
  const owner = {
    accountId: '444455556666',
    name: 'audit',
    partition: 'aws',
    allow: { buckets: ['audit-*'] },
  };
  const check = (bucket: string) =>
    refuseUnallowed({ roleName: 'web', s3: { bucket } }, owner);

  expect(() => check('audit-logs')).not.toThrow();
  expect(() => check('payroll')).toThrow(
    's3.bucket: "payroll" is not among what account audit allows: audit-*',
  );
});

// The size need not be checked when a spec is resolved.
it.each([
  ['managed', 'least-privilege', 6144],
  ['managed', 'documented', 6144],
  ['inline', 'least-privilege', 10240],
  ['inline', 'documented', 10240],
] as const)('every %s, %s policy is within IAM’s size limit', (...of) => {
  const [policyType, policyStyle, most] = of;
  const longest = resolveRoleSpec(
    {
      roleName: 'r'.repeat(64),
      policyName: 'p'.repeat(128),
      policyType,
      policyStyle,
      kmsKeyArn: OWN_KEY,
      s3: {
        bucket: 'b'.repeat(63),
        prefix: 'p'.repeat(512),
        kmsKeyArn: OWN_KEY,
        bucketOwner: '444455556666',
      },
      cloudWatchLogs: { logGroup: 'l'.repeat(512), kmsKeyArn: OWN_KEY },
      target: 'hybrid',
    },
    account,
  );
  const size = policySize(permissionsPolicy(longest));
  expect(size).toBeGreaterThan(1000);
  expect(size).toBeLessThan(most);
});
