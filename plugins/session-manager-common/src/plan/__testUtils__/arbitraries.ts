import fc from 'fast-check';
import { resolveRoleSpec } from '../../spec/resolveRoleSpec';
import { ResolvedRoleSpec } from '../../spec/roleSpec';
import { isStep } from '../Change';
import { nothingObserved, ObservedRole, PolicyState } from '../ObservedRole';
import { plan } from '../plan';
import { waves } from '../waves';
import { applyStep } from './modelOfIam';

const account = { accountId: '111122223333', partition: 'aws' };
const KEYS = ['1', '2'].map(
  id => `arn:aws:kms:us-east-1:111122223333:key/${id}`,
);

const tags = fc.dictionary(
  fc.constantFrom('team', 'stage', 'owner'),
  fc.constantFrom('a', 'b', ''),
);

/** Specs of one role, so that any two can follow each other. */
export const specs: fc.Arbitrary<ResolvedRoleSpec> = fc
  .record(
    {
      roleDescription: fc.constantFrom('one', 'other', 'x'.repeat(900)),
      policyName: fc.constantFrom('permissions', 'other-permissions'),
      policyType: fc.constantFrom('managed' as const, 'inline' as const),
      policyStyle: fc.constantFrom(
        'documented' as const,
        'least-privilege' as const,
      ),
      kmsKeyArn: fc.constantFrom(...KEYS),
      s3: fc.constantFrom(
        { bucket: 'corp-logs' },
        { bucket: 'corp-logs', prefix: 'web' },
        { bucket: 'their-logs', bucketOwner: '444455556666' },
      ),
      cloudWatchLogs: fc.constantFrom({}, { logGroup: '/ssm/sessions' }),
      target: fc.constantFrom('ec2' as const, 'hybrid' as const),
      permissionsBoundaryArn: fc.constantFrom(
        'arn:aws:iam::111122223333:policy/boundary',
        'arn:aws:iam::111122223333:policy/other-boundary',
      ),
      roleTags: tags,
      policyTags: tags,
      entityRef: fc.constantFrom('component:default/a', 'component:default/b'),
    },
    { requiredKeys: [] },
  )
  .map(spec => resolveRoleSpec({ roleName: 'web', ...spec }, account));

/** What people and other tools do to a role. */
type Interference = (observed: ObservedRole) => ObservedRole;

const FOREIGN_POLICY = 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy';

const interferences: Record<string, Interference> = {
  trust: onRole(role => ({
    ...role,
    trust: { Version: '2012-10-17', Statement: [] },
  })),
  description: onRole(role => ({ ...role, description: 'by hand' })),
  duration: onRole(role => ({ ...role, maxSessionDuration: 43200 })),
  boundary: onRole(role => ({
    ...role,
    permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/by-hand',
  })),
  noBoundary: onRole(role => ({ ...role, permissionsBoundaryArn: undefined })),
  tags: onRole(role => ({ ...role, tags: { ...role.tags, team: 'by hand' } })),
  noTags: onRole(role => ({ ...role, tags: {} })),
  foreignTag: onRole(role => ({ ...role, tags: { ...role.tags, cost: '1' } })),
  attachment: onRole(role => ({
    ...role,
    attachedPolicies: [...new Set([...role.attachedPolicies, FOREIGN_POLICY])],
  })),
  inline: onRole(role => ({
    ...role,
    inlinePolicies: {
      ...role.inlinePolicies,
      byHand: { Version: '2012-10-17', Statement: [] },
    },
  })),
  noInline: onRole(role => ({ ...role, inlinePolicies: {} })),
  detached: observed => ({
    ...onRole(role => ({ ...role, attachedPolicies: [] }))(observed),
    policies: observed.policies.map(policy => ({ ...policy, attachedTo: [] })),
  }),
  shared: onPolicies(policy => ({
    ...policy,
    attachedTo: [...policy.attachedTo, 'worker'],
  })),
  editedPolicy: onPolicies(policy => ({
    ...policy,
    document: { Version: '2012-10-17', Statement: [] },
  })),
  versions: onPolicies(policy => ({
    ...policy,
    versions: ['v3', 'v4', 'v5', 'v6', 'v7'],
    defaultVersion: 'v4',
  })),
  foreignPolicy: onPolicies(policy => ({ ...policy, tags: {} })),
  noRole: observed => ({
    role: undefined,
    policies: observed.policies.map(policy => ({
      ...policy,
      attachedTo: policy.attachedTo.filter(name => name !== 'web'),
    })),
    instanceProfiles: observed.instanceProfiles.map(profile => ({
      ...profile,
      roles: [],
    })),
  }),
  noProfile: observed => ({ ...observed, instanceProfiles: [] }),
  emptyProfile: onProfiles(profile => ({ ...profile, roles: [] })),
  otherRole: onProfiles(profile => ({ ...profile, roles: ['worker'] })),
  foreignProfile: onProfiles(profile => ({ ...profile, tags: {} })),
};

/** States that a role can be found in: made from some spec, then meddled with. */
export const observations: fc.Arbitrary<ObservedRole> = fc
  .tuple(
    fc.option(specs),
    fc.subarray(Object.keys(interferences), { maxLength: 4 }),
  )
  .map(([spec, names]) =>
    names.reduce(
      (observed, name) => interferences[name](observed),
      spec ? applied(spec, nothingObserved) : nothingObserved,
    ),
  );

/** The state after a plan is carried out, wave after wave. */
export function applied(
  spec: ResolvedRoleSpec,
  observed: ObservedRole,
): ObservedRole {
  return waves(plan(spec, observed).filter(isStep))
    .flat()
    .reduce(applyStep, observed);
}

function onRole(
  change: (role: NonNullable<ObservedRole['role']>) => ObservedRole['role'],
): Interference {
  return observed => ({
    ...observed,
    role: observed.role && change(observed.role),
  });
}

function onPolicies(
  change: (policy: PolicyState) => PolicyState,
): Interference {
  return observed => ({
    ...observed,
    policies: observed.policies.map(change),
  });
}

function onProfiles(
  change: (
    profile: ObservedRole['instanceProfiles'][number],
  ) => ObservedRole['instanceProfiles'][number],
): Interference {
  return observed => ({
    ...observed,
    instanceProfiles: observed.instanceProfiles.map(change),
  });
}
