import { iamArn } from '../../aws/arn';
import { MANAGED_BY, MANAGED_BY_TAG } from '../../roleSpec/ownershipTags';
import {
  IamInstanceProfile,
  CompleteRoleSnapshot,
  IamPolicy,
  IamRole,
} from '../../role/RoleSnapshot';

/** Changes by other people and tools to a role and its resources. */
export type Interference = (all: CompleteRoleSnapshot) => CompleteRoleSnapshot;

const account = { accountId: '111122223333', partition: 'aws' };
const EMPTY = { Version: '2012-10-17', Statement: [] } as const;
const FOREIGN_POLICY = 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy';
const OURS = { [MANAGED_BY_TAG]: MANAGED_BY };

export const interferences: Record<string, Interference> = {
  trust: onRole(role => ({ ...role, trust: EMPTY })),
  description: onRole(role => ({ ...role, description: 'by hand' })),
  duration: onRole(role => ({ ...role, maxSessionDuration: 43200 })),
  boundary: onRole(role => ({
    ...role,
    permissionsBoundaryArn: iamArn(account, 'policy', '/', 'by-hand'),
  })),
  noBoundary: onRole(role => ({ ...role, permissionsBoundaryArn: undefined })),
  ownPolicyAsBoundary: all =>
    onRole(role => ({
      ...role,
      permissionsBoundaryArn: all.policies[0]?.arn,
    }))(all),
  elsewhere: onRole(role => ({
    ...role,
    path: '/elsewhere/',
    arn: iamArn(account, 'role', '/elsewhere/', role.roleName),
  })),
  tags: onRole(role => ({ ...role, tags: { ...role.tags, team: 'by hand' } })),
  noTags: onRole(role => ({ ...role, tags: {} })),
  noRecord: onRole(role => ({ ...role, tags: { ...OURS } })),
  foreignTag: onRole(role => ({ ...role, tags: { ...role.tags, cost: '1' } })),
  attachment: onRole(role => ({
    ...role,
    attachedPolicies: [...new Set([...role.attachedPolicies, FOREIGN_POLICY])],
  })),
  inline: onRole(role => ({
    ...role,
    inlinePolicies: { ...role.inlinePolicies, byHand: EMPTY },
  })),
  noInline: onRole(role => ({ ...role, inlinePolicies: {} })),
  editedInline: onRole(role => ({
    ...role,
    inlinePolicies: Object.fromEntries(
      Object.keys(role.inlinePolicies).map(name => [name, EMPTY]),
    ),
  })),
  detached: all => ({
    ...onRole(role => ({ ...role, attachedPolicies: [] }))(all),
    policies: all.policies.map(policy => ({
      ...policy,
      attachedTo: policy.attachedTo.filter(user => user !== 'web'),
    })),
  }),
  noPolicy: all => ({
    ...onRole(role => ({ ...role, attachedPolicies: [] }))(all),
    policies: all.policies.filter(policy =>
      policy.attachedTo.some(user => user !== 'web'),
    ),
  }),
  shared: onPolicies(policy => ({
    ...policy,
    attachedTo: [...new Set([...policy.attachedTo, 'worker'])],
  })),
  sharedWithUser: onPolicies(policy => ({
    ...policy,
    attachedTo: [...new Set([...policy.attachedTo, 'user web'])],
  })),
  editedPolicy: onPolicies(policy => ({ ...policy, document: EMPTY })),
  olderVersion: onPolicies(policy => ({
    ...policy,
    document: EMPTY,
    versions: ['v1', 'v2'],
    defaultVersion: 'v1',
  })),
  fiveVersions: onPolicies(policy => ({
    ...policy,
    versions: ['v3', 'v4', 'v5', 'v6', 'v7'],
    defaultVersion: 'v4',
  })),
  fiveVersionsOldest: onPolicies(policy => ({
    ...policy,
    document: EMPTY,
    versions: ['v3', 'v4', 'v5', 'v6', 'v7'],
    defaultVersion: 'v3',
  })),
  policyTags: onPolicies(policy => ({
    ...policy,
    tags: { ...policy.tags, team: 'by hand' },
  })),
  foreignPolicy: onPolicies(policy => ({ ...policy, tags: {} })),
  noRole: all => ({
    role: undefined,
    policies: all.policies.map(policy => ({
      ...policy,
      attachedTo: policy.attachedTo.filter(name => name !== 'web'),
    })),
    instanceProfiles: all.instanceProfiles.map(profile => ({
      ...profile,
      roles: profile.roles.filter(name => name !== 'web'),
    })),
  }),
  noProfile: all => ({ ...all, instanceProfiles: [] }),
  emptyProfile: onProfiles(profile => ({ ...profile, roles: [] })),
  otherRole: onProfiles(profile => ({ ...profile, roles: ['worker'] })),
  foreignProfile: onProfiles(profile => ({ ...profile, tags: {} })),
  profileTags: onProfiles(profile => ({
    ...profile,
    tags: { ...profile.tags, team: 'by hand' },
  })),
  profileElsewhere: onProfiles(profile => ({
    ...profile,
    path: '/elsewhere/',
  })),
  heldElsewhere: all => ({
    ...all,
    instanceProfiles: all.role
      ? [
          ...all.instanceProfiles.filter(
            ({ instanceProfileName }) => instanceProfileName !== 'theirs',
          ),
          {
            arn: iamArn(account, 'instance-profile', '/', 'theirs'),
            instanceProfileName: 'theirs',
            path: '/',
            tags: {},
            roles: [all.role.roleName],
          },
        ]
      : all.instanceProfiles,
  }),
};

function onRole(change: (role: IamRole) => IamRole): Interference {
  return all => ({ ...all, role: all.role && change(all.role) });
}

function onPolicies(change: (policy: IamPolicy) => IamPolicy): Interference {
  return all => ({ ...all, policies: all.policies.map(change) });
}

function onProfiles(
  change: (profile: IamInstanceProfile) => IamInstanceProfile,
): Interference {
  return all => ({
    ...all,
    instanceProfiles: all.instanceProfiles.map(change),
  });
}
