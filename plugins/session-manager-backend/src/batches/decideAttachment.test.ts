import {
  documents,
  EntityInstances,
  ExistingRole,
  iamArn,
  PlannedRole,
  resolveRoleSpec,
  RoleSpec,
  roleTags,
  ServiceInstance,
} from 'backstage-plugin-session-manager-common';
import {
  attachableProfile,
  decideAttachment,
  sharingInstances,
} from './decideAttachment';

const ACCOUNT = { accountId: '111122223333', partition: 'aws' };

const profile = (name: string) => ({
  name,
  arn: `arn:aws:iam::111122223333:instance-profile/${name}`,
});

/** A role in an instance profile, if it has one. */
function role(
  target: RoleSpec['target'],
  instanceProfileName?: string,
): ExistingRole {
  const spec = resolveRoleSpec({ roleName: 'web', target }, ACCOUNT);
  return {
    role: {
      arn: iamArn(spec, 'role', spec.path, spec.roleName),
      roleName: spec.roleName,
      path: spec.path,
      description: '',
      maxSessionDuration: spec.maxSessionDuration,
      trust: documents(spec).trust,
      tags: roleTags(spec),
      attachedPolicies: [],
      inlinePolicies: {},
    },
    policies: [],
    instanceProfiles: instanceProfileName
      ? [
          {
            ...{ instanceProfileName, arn: profile(instanceProfileName).arn },
            ...{ path: '/', roles: ['web'], tags: {} },
          },
        ]
      : [],
  };
}

describe('instances can get', () => {
  it.each([
    ['the profile that the role is in', role('ec2', 'web-2'), profile('web-2')],
    ['nothing of a role in no profile', role('ec2'), 'no-profile'],
    ['nothing of a role for hybrid nodes', role('hybrid'), 'not-for-ec2'],
  ])('%s', (_, snapshot, expected) => {
    expect(attachableProfile(snapshot)).toEqual(expected);
  });
});

const instance = (
  instanceId: string,
  own?: string,
  region = 'us-east-1',
): ServiceInstance => ({
  ...{ instanceId, accountId: ACCOUNT.accountId, region, state: 'running' },
  ...(own && { instanceProfile: profile(own) }),
});

const found = (
  instances: ServiceInstance[],
  more: Partial<EntityInstances> = {},
): EntityInstances => ({
  instances,
  incomplete: [],
  tag: { key: 'service', value: 'web' },
  checkedAt: '2026-12-01T00:00:00.000Z',
  ...more,
});

const UNREAD = {
  accountId: ACCOUNT.accountId,
  region: 'eu-west-1',
  fault: {
    kind: 'failed',
    code: 'Throttling',
    message: 'slow down',
    hint: 'wait',
  } as const,
};

const decide = (all: EntityInstances) => decideAttachment(profile('web'), all);

describe('the instances of a role’s service', () => {
  it('get its profile in each region, unless they have one', () => {
    expect(
      decide(
        found([
          instance('i-1'),
          instance('i-2', 'web'),
          instance('i-3', undefined, 'eu-west-1'),
          instance('i-4', 'legacy'),
          instance('i-5'),
        ]),
      ),
    ).toEqual({
      start: 'task',
      instanceProfileName: 'web',
      groups: [
        {
          ...{ accountId: ACCOUNT.accountId, region: 'us-east-1' },
          instanceIds: ['i-1', 'i-5'],
        },
        {
          ...{ accountId: ACCOUNT.accountId, region: 'eu-west-1' },
          instanceIds: ['i-3'],
        },
      ],
      instances: {
        attached: { total: 3, items: expect.any(Array) },
        otherProfile: { total: 1, items: [instance('i-4', 'legacy')] },
        incomplete: [],
      },
    });
  });

  it('are all counted, and the first of them listed', () => {
    const many = Array.from({ length: 11 }, (_, index) =>
      instance(`i-${index}`),
    );
    const { instances } = decide(found(many));
    expect(instances?.attached.total).toBe(11);
    expect(instances?.attached.items).toEqual(many.slice(0, 10));
  });

  it.each([
    ['no-instances', found([])],
    ['all-attached', found([instance('i-1', 'web')])],
    ['other-profile', found([instance('i-1', 'web'), instance('i-2', 'old')])],
    ['name-shared', found([], { isNameShared: true })],
    // Those that could not be read may be all that should get it.
    ['instances-not-read', found([instance('i-1')], { incomplete: [UNREAD] })],
  ])('%s: nothing is attached', (omission, all) => {
    const decision = decide(all);
    expect(decision).toMatchObject({ omission });
    expect(decision).not.toHaveProperty('groups');
  });
});

it('of several roles, only those that start share their instances', () => {
  const planned = (
    roleName: string,
    entityRef: string,
    more: Partial<PlannedRole> = { start: 'task' },
  ): PlannedRole => ({
    ...{ roleArn: roleName, roleName, entityRef, ...more },
    accountId: ACCOUNT.accountId,
  });
  expect([
    ...sharingInstances([
      planned('a', 'component:default/web'),
      planned('b', 'component:default/web'),
      planned('c', 'component:default/other'),
      planned('d', 'component:default/other', { omission: 'no-profile' }),
      {
        ...planned('e', 'component:default/other'),
        accountId: '444455556666',
      },
    ]),
  ]).toEqual(['a', 'b']);
});
