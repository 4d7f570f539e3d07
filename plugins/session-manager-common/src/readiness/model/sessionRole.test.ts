import { PolicyDocument } from '../../policy/PolicyDocument';
import { ExistingRole } from '../../role/RoleSnapshot';
import { sessionRoleOf } from './sessionRole';

const named = (Sid: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Sid, Effect: 'Allow', Action: '*', Resource: '*' }],
});
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const OWN = 'arn:aws:iam::111122223333:policy/web';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

const snapshot: ExistingRole = {
  role: {
    arn: 'arn:aws:iam::111122223333:role/web',
    roleName: 'web',
    path: '/',
    trust: named('trust'),
    tags: { team: 'web' },
    attachedPolicies: [CORE, OWN],
    inlinePolicies: { logs: named('inline') },
    permissionsBoundaryArn: BOUNDARY,
  },
  policies: [
    {
      arn: OWN,
      policyName: 'web',
      path: '/',
      document: named('own'),
      versions: ['v1'],
      defaultVersion: 'v1',
    },
  ],
  instanceProfiles: [
    {
      arn: 'arn:aws:iam::111122223333:instance-profile/web',
      instanceProfileName: 'web',
      path: '/',
      roles: ['web'],
    },
    {
      arn: 'arn:aws:iam::111122223333:instance-profile/left',
      instanceProfileName: 'left',
      path: '/',
      roles: [],
    },
  ],
  otherPolicies: [
    { name: 'core', arn: CORE, document: named('core') },
    { name: 'boundary', arn: BOUNDARY, document: named('boundary') },
  ],
};

describe('sessionRoleOf', () => {
  it('returns the identity, trust policy, permissions policies and boundary of the role', () => {
    expect(sessionRoleOf(snapshot)).toEqual({
      arn: 'arn:aws:iam::111122223333:role/web',
      tags: { team: 'web' },
      trust: named('trust'),
      instanceProfileArns: ['arn:aws:iam::111122223333:instance-profile/web'],
      policies: [named('core'), named('own'), named('inline')],
      boundary: named('boundary'),
    });
  });

  it('returns undefined if an attached policy was not read', () => {
    const [, boundary] = snapshot.otherPolicies!;

    expect(
      sessionRoleOf({ ...snapshot, otherPolicies: [boundary] }),
    ).toBeUndefined();
    expect(sessionRoleOf({ ...snapshot, policies: [] })).toBeUndefined();
  });

  it('returns an unknown boundary if the boundary was not read', () => {
    const [core] = snapshot.otherPolicies!;

    expect(sessionRoleOf({ ...snapshot, otherPolicies: [core] })).toMatchObject(
      { boundary: 'unknown' },
    );
  });

  it('returns no boundary if the role has none', () => {
    const { permissionsBoundaryArn, ...role } = snapshot.role;

    expect(sessionRoleOf({ ...snapshot, role })?.boundary).toBeUndefined();
  });
});
