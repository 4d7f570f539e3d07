import { ExistingRole } from 'backstage-plugin-session-manager-common';
import { variantOf } from './roleVariant';

function roleIn(
  accountId: string,
  changes: Partial<ExistingRole['role']> = {},
): ExistingRole {
  const arn = (path: string) => `arn:aws:iam::${accountId}:${path}`;
  const roleName = `Web-${accountId}`;
  return {
    role: {
      arn: arn(`role/${roleName}`),
      roleName,
      path: '/',
      trust: {
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      },
      tags: { team: accountId },
      attachedPolicies: [arn('policy/logs')],
      inlinePolicies: {},
      ...changes,
    },
    policies: [
      {
        arn: arn('policy/logs'),
        policyName: 'logs',
        path: '/',
        document: {
          Statement: {
            Effect: 'Allow',
            Action: 's3:PutObject',
            Resource: `arn:aws:s3:::logs-${accountId}/*`,
          },
        },
        versions: ['v1'],
        defaultVersion: 'v1',
      },
    ],
    instanceProfiles: [],
  };
}

describe('a role that several accounts have', () => {
  it('is the same, whatever the ids of the accounts', () => {
    expect(variantOf(roleIn('111122223333'))).toEqual(
      variantOf(roleIn('444455556666')),
    );
    expect(variantOf(roleIn('111122223333')).name).toBe('web-*');
  });

  it('has the same permissions in whichever policies they are', () => {
    const role = roleIn('111122223333');
    const [{ document }] = role.policies;
    const inline = roleIn('111122223333', {
      attachedPolicies: [],
      inlinePolicies: { logs: document },
    });

    expect(variantOf(inline)).toEqual(variantOf(role));
  });

  it.each<[string, Partial<ExistingRole['role']>]>([
    ['trust', { trust: { Statement: [] } }],
    ['permissions', { attachedPolicies: [] }],
    [
      'boundary',
      { permissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
    ],
  ])('differs in its %s', (part, changes) => {
    const { shape } = variantOf(roleIn('111122223333'));
    const other = variantOf(roleIn('444455556666', changes)).shape;

    expect(other).toEqual({ ...shape, [part]: expect.any(String) });
    expect(other).not.toEqual(shape);
  });

  it('differs in whether it is in an instance profile', () => {
    const role = roleIn('111122223333');
    const inProfile = {
      ...role,
      instanceProfiles: [
        {
          arn: 'arn:aws:iam::111122223333:instance-profile/web',
          instanceProfileName: 'web',
          path: '/',
          roles: [role.role.roleName],
        },
      ],
    };

    const { shape } = variantOf(role);
    expect(variantOf(inProfile).shape).toEqual({
      ...shape,
      'instance-profile': expect.not.stringMatching(shape['instance-profile']),
    });
  });
});
