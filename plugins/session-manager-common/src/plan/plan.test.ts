import { roleTags } from '../spec/ownershipTags';
import { resolveRoleSpec } from '../spec/resolveRoleSpec';
import { Change, isStep } from './Change';
import { nothingObserved, ObservedRole } from './ObservedRole';
import { plan } from './plan';
import { waves } from './waves';
import { applied } from './__testUtils__/arbitraries';

const account = { accountId: '111122223333', partition: 'aws' };
const spec = resolveRoleSpec(
  { roleName: 'web', s3: { bucket: 'corp-logs' }, roleTags: { team: 'a' } },
  account,
);
const made = applied(spec, nothingObserved);
const changed = (change: Parameters<typeof resolveRoleSpec>[0] & object) =>
  resolveRoleSpec(
    {
      roleName: 'web',
      s3: { bucket: 'corp-logs' },
      roleTags: { team: 'a' },
      ...change,
    },
    account,
  );

function operations(changes: readonly Change[]) {
  return changes.map(change => change.operation ?? 'refused').sort();
}

function reasons(changes: readonly Change[]) {
  return changes.flatMap(change =>
    change.kind === 'refused' ? [change.reason] : [],
  );
}

function withRole(change: Partial<NonNullable<ObservedRole['role']>>) {
  return { ...made, role: made.role && { ...made.role, ...change } };
}

describe('plan', () => {
  it('makes a new role in five calls and two waves', () => {
    const steps = plan(spec, nothingObserved).filter(isStep);
    expect(waves(steps).map(operations)).toEqual([
      ['CreateInstanceProfile', 'CreatePolicy', 'CreateRole'],
      ['AddRoleToInstanceProfile', 'AttachRolePolicy'],
    ]);
  });

  it('has nothing to do where the role is as asked', () => {
    expect(plan(spec, made)).toEqual([]);
  });

  it('writes a new version, not a new policy, for another bucket', () => {
    const changes = plan(changed({ s3: { bucket: 'other-logs' } }), made);
    expect(operations(changes)).toEqual([
      'CreatePolicyVersion',
      'TagInstanceProfile',
      'TagPolicy',
      'TagRole',
    ]);
  });

  it.each(['cloudformation', 'terraform'] as const)(
    'leaves a role that %s keeps to it, unless told to take it over',
    keeper => {
      const kept = withRole({ tags: roleTags(spec, keeper) });

      expect(reasons(plan(spec, kept))).toEqual([
        expect.stringMatching(/^the role web is kept by \w+: change it there/),
      ]);
      expect(operations(plan(spec, kept, { adopt: true }))).toEqual([
        'TagRole',
      ]);
    },
  );

  it('compares what CloudFormation keeps, which tags roles only', () => {
    const untagged = {
      role: made.role && {
        ...made.role,
        tags: roleTags(spec, 'cloudformation'),
      },
      policies: made.policies.map(policy => ({ ...policy, tags: {} })),
      instanceProfiles: made.instanceProfiles.map(profile => ({
        ...profile,
        tags: {},
      })),
    };
    const keeper = 'cloudformation';

    expect(plan(spec, untagged, { keeper })).toEqual([]);
    expect(
      operations(
        plan(changed({ s3: { bucket: 'other-logs' } }), untagged, { keeper }),
      ),
    ).toEqual(['CreatePolicyVersion', 'TagRole']);
  });

  it('deletes the oldest version that is not in force, where five are there', () => {
    const versions = ['v3', 'v4', 'v5', 'v6', 'v7'];
    const observed = {
      ...made,
      policies: made.policies.map(policy => ({
        ...policy,
        versions,
        defaultVersion: 'v3',
      })),
    };
    const changes = plan(changed({ s3: { bucket: 'other-logs' } }), observed);
    expect(changes).toContainEqual(
      expect.objectContaining({
        operation: 'DeletePolicyVersion',
        before: 'v4',
      }),
    );
    expect(waves(changes.filter(isStep)).map(operations)).toEqual([
      ['DeletePolicyVersion', 'TagInstanceProfile', 'TagPolicy', 'TagRole'],
      ['CreatePolicyVersion'],
    ]);
  });

  it('overwrites no inline policy that somebody else put on the role', () => {
    const guard = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Deny' as const, Action: 's3:*', Resource: '*' }],
    };
    const guarded = withRole({ inlinePolicies: { guard } });
    const wanted = changed({ policyType: 'inline', policyName: 'guard' });

    expect(reasons(plan(wanted, guarded))).toEqual([
      'the role web has an inline policy guard that the portal did not put there: use another policy name, or take it over with "adopt: true"',
    ]);
    expect(reasons(plan(wanted, guarded, { adopt: true }))).toEqual([]);

    // Its own it changes, also where somebody has changed it meanwhile.
    const own = applied(wanted, made);
    const edited = {
      ...own,
      role: own.role && { ...own.role, inlinePolicies: { guard } },
    };
    expect(operations(plan(wanted, edited))).toEqual(['PutRolePolicy']);
  });

  it('grants inline before it takes the managed policy away', () => {
    const steps = plan(changed({ policyType: 'inline' }), made).filter(isStep);
    expect(waves(steps).map(operations)).toEqual([
      ['PutRolePolicy', 'TagInstanceProfile'],
      ['DetachRolePolicy'],
      ['DeletePolicy'],
      ['TagRole'],
    ]);
  });

  it('mends a description, a trust policy and a boundary changed by hand', () => {
    const observed = withRole({
      description: 'by hand',
      trust: { Version: '2012-10-17', Statement: [] },
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/other',
    });
    expect(operations(plan(spec, observed))).toEqual([
      'DeleteRolePermissionsBoundary',
      'UpdateAssumeRolePolicy',
      'UpdateRole',
    ]);
  });

  it('removes a tag that the last spec had, and no one else’s', () => {
    const observed = withRole({ tags: { ...made.role?.tags, cost: '1' } });
    expect(plan(changed({ roleTags: {} }), observed)).toContainEqual(
      expect.objectContaining({
        operation: 'UntagRole',
        before: { team: 'a' },
      }),
    );
  });

  it('keeps attachments of others, and removes them when asked', () => {
    const observed = withRole({
      attachedPolicies: [
        ...(made.role?.attachedPolicies ?? []),
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
      ],
      inlinePolicies: { byHand: { Version: '2012-10-17', Statement: [] } },
    });
    expect(plan(spec, observed)).toEqual([]);
    expect(operations(plan(spec, observed, { exclusive: true }))).toEqual([
      'DeleteRolePolicy',
      'DetachRolePolicy',
    ]);
  });

  it('refuses a role that the portal did not make, unless it is adopted', () => {
    const observed = withRole({ tags: {} });
    expect(reasons(plan(spec, observed))).toEqual([
      expect.stringContaining('"adopt: true"'),
    ]);
    expect(operations(plan(spec, observed, { adopt: true }))).toEqual([
      'TagRole',
    ]);
  });

  describe('where the portal made it for another service', () => {
    const payments = { entityRef: 'component:default/payments' };
    const orders = {
      roleName: 'orders',
      entityRef: 'component:default/orders',
    };
    const ofPayments = applied(changed(payments), nothingObserved);

    it('refuses the role, unless it is taken over', () => {
      const other = changed({ entityRef: orders.entityRef });
      const [reason] = reasons(plan(other, ofPayments));
      expect(reason).toContain(
        'the role web is for component:default/payments',
      );
      expect(reasons(plan(other, ofPayments, { adopt: true }))).toEqual([]);
    });

    it.each([
      ['instance profile', { instanceProfileName: 'web' }],
      ['policy', { policyName: 'web-SessionManagerPermissions' }],
    ])('refuses its %s for a role of another name', (what, name) => {
      const { policies, instanceProfiles } = ofPayments;
      const [reason] = reasons(
        plan(changed({ ...orders, ...name }), { policies, instanceProfiles }),
      );
      expect(reason).toMatch(
        new RegExp(`^the ${what} .* is for component:default/payments`),
      );
    });

    it('puts a tag right that somebody changed', () => {
      const { role } = ofPayments;
      const tags = { ...role?.tags, 'backstage.io/entity-ref': 'component:x' };
      const changes = plan(changed(payments), {
        ...ofPayments,
        role: role && { ...role, tags },
      });
      expect(operations(changes)).toEqual(['TagRole']);
    });
  });

  it('refuses a path that would need a new role', () => {
    expect(reasons(plan(changed({ path: '/team/' }), made))).toContainEqual(
      expect.stringContaining('IAM cannot move a role'),
    );
  });

  it('refuses to change a policy that another role uses', () => {
    const observed = {
      ...made,
      policies: made.policies.map(policy => ({
        ...policy,
        attachedTo: ['web', 'worker'],
      })),
    };
    const changes = plan(changed({ s3: { bucket: 'other-logs' } }), observed);
    expect(reasons(changes)).toEqual([
      expect.stringContaining('attached to worker too'),
    ]);
    expect(plan(spec, observed)).toEqual([]);
  });

  it('refuses another description of a policy, which IAM cannot change', () => {
    expect(reasons(plan(changed({ policyDescription: 'new' }), made))).toEqual([
      expect.stringContaining('IAM cannot change one'),
    ]);
  });

  it('swaps the role in its own profile, and refuses in a foreign one', () => {
    const [profile] = made.instanceProfiles;
    const holding = (tags: Record<string, string>): ObservedRole => ({
      ...made,
      instanceProfiles: [{ ...profile, roles: ['worker'], tags }],
    });
    const steps = plan(spec, holding({ ...profile.tags })).filter(isStep);
    expect(waves(steps).map(operations)).toEqual([
      ['RemoveRoleFromInstanceProfile'],
      ['AddRoleToInstanceProfile'],
    ]);
    expect(reasons(plan(spec, holding({}), { adopt: true }))).toEqual([
      expect.stringContaining('holds the role worker'),
    ]);
  });
});
