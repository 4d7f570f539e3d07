import { roleTags } from '../roleSpec/ownershipTags';
import { recordedProfiles } from '../roleSpec/recordedSpec';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { Change, isStep } from './Change';
import { EMPTY_SNAPSHOT, CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { plan } from './plan';
import { waves } from './waves';
import { applied } from './__testUtils__/arbitraries';

const account = { accountId: '111122223333', partition: 'aws' };
const spec = resolveRoleSpec(
  { roleName: 'web', s3: { bucket: 'corp-logs' }, roleTags: { team: 'a' } },
  account,
);
const created = applied(spec, EMPTY_SNAPSHOT);
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

function withRole(change: Partial<NonNullable<CompleteRoleSnapshot['role']>>) {
  return { ...created, role: created.role && { ...created.role, ...change } };
}

describe('plan', () => {
  it('creates a new role in five calls and two waves', () => {
    const steps = plan(spec, EMPTY_SNAPSHOT).filter(isStep);
    expect(waves(steps).map(operations)).toEqual([
      ['CreateInstanceProfile', 'CreatePolicy', 'CreateRole'],
      ['AddRoleToInstanceProfile', 'AttachRolePolicy'],
    ]);
  });

  it('is empty if the role matches the spec', () => {
    expect(plan(spec, created)).toEqual([]);
  });

  it('creates a new policy version for another bucket', () => {
    const changes = plan(changed({ s3: { bucket: 'other-logs' } }), created);
    expect(operations(changes)).toEqual([
      'CreatePolicyVersion',
      'TagInstanceProfile',
      'TagPolicy',
      'TagRole',
    ]);
  });

  it.each([
    ['cloudformation', 'CloudFormation'],
    ['terraform', 'Terraform'],
  ] as const)(
    'refuses a role managed by %s unless it is adopted',
    (manager, title) => {
      const otherManager = withRole({ tags: roleTags(spec, manager) });

      expect(reasons(plan(spec, otherManager))).toEqual([
        `the role web is managed by ${title}: change it there, or select "Adopt an existing role"`,
      ]);
      expect(operations(plan(spec, otherManager, { adopt: true }))).toEqual([
        'TagRole',
      ]);
    },
  );

  it('compares resources managed by CloudFormation, which tags roles only', () => {
    const untagged = {
      role: created.role && {
        ...created.role,
        tags: roleTags(spec, 'cloudformation'),
      },
      policies: created.policies.map(policy => ({ ...policy, tags: {} })),
      instanceProfiles: created.instanceProfiles.map(profile => ({
        ...profile,
        tags: {},
      })),
    };
    const manager = 'cloudformation';

    expect(plan(spec, untagged, { manager })).toEqual([]);
    expect(
      operations(
        plan(changed({ s3: { bucket: 'other-logs' } }), untagged, { manager }),
      ),
    ).toEqual(['CreatePolicyVersion', 'TagRole']);
  });

  it('deletes the oldest version that is not the default if there are five', () => {
    const versions = ['v3', 'v4', 'v5', 'v6', 'v7'];
    const observed = {
      ...created,
      policies: created.policies.map(policy => ({
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

  it('does not overwrite an inline policy that others added to the role', () => {
    const guard = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Deny' as const, Action: 's3:*', Resource: '*' }],
    };
    const guarded = withRole({ inlinePolicies: { guard } });
    const wanted = changed({ policyType: 'inline', policyName: 'guard' });

    expect(reasons(plan(wanted, guarded))).toEqual([
      'the role web has an inline policy guard that the portal did not create: use another policy name, or select "Adopt an existing role"',
    ]);
    expect(reasons(plan(wanted, guarded, { adopt: true }))).toEqual([]);

    // The portal's own inline policy is overwritten even if others have changed
    // it.
    const own = applied(wanted, created);
    const edited = {
      ...own,
      role: own.role && { ...own.role, inlinePolicies: { guard } },
    };
    expect(operations(plan(wanted, edited))).toEqual(['PutRolePolicy']);
  });

  it('adds the inline policy before it removes the managed policy', () => {
    const steps = plan(changed({ policyType: 'inline' }), created).filter(
      isStep,
    );
    expect(waves(steps).map(operations)).toEqual([
      ['PutRolePolicy', 'TagInstanceProfile'],
      ['DetachRolePolicy'],
      ['DeletePolicy'],
      ['TagRole'],
    ]);
  });

  it('restores a description, a trust policy and a boundary that were changed manually', () => {
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

  it('removes a tag of the last spec, and no other tags', () => {
    const observed = withRole({ tags: { ...created.role?.tags, cost: '1' } });
    expect(plan(changed({ roleTags: {} }), observed)).toContainEqual(
      expect.objectContaining({
        operation: 'UntagRole',
        before: { team: 'a' },
      }),
    );
  });

  it('preserves attachments of others, and removes them if requested', () => {
    const observed = withRole({
      attachedPolicies: [
        ...(created.role?.attachedPolicies ?? []),
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

  it('refuses a role that the portal did not create unless it is adopted', () => {
    const observed = withRole({ tags: {} });
    expect(reasons(plan(spec, observed))).toEqual([
      expect.stringContaining('"Adopt an existing role"'),
    ]);
    expect(operations(plan(spec, observed, { adopt: true }))).toEqual([
      'TagRole',
    ]);
  });

  describe('if the portal created it for another service', () => {
    const payments = { entityRef: 'component:default/payments' };
    const orders = {
      roleName: 'orders',
      entityRef: 'component:default/orders',
    };
    const ofPayments = applied(changed(payments), EMPTY_SNAPSHOT);

    it('refuses the role unless it is adopted', () => {
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
    ])('refuses its %s for a role with another name', (what, name) => {
      const { policies, instanceProfiles } = ofPayments;
      const [reason] = reasons(
        plan(changed({ ...orders, ...name }), { policies, instanceProfiles }),
      );
      expect(reason).toMatch(
        new RegExp(`^the ${what} .* is for component:default/payments`),
      );
    });

    it('restores a tag that others changed', () => {
      const { role } = ofPayments;
      const tags = { ...role?.tags, 'backstage.io/entity-ref': 'component:x' };
      const changes = plan(changed(payments), {
        ...ofPayments,
        role: role && { ...role, tags },
      });
      expect(operations(changes)).toEqual(['TagRole']);
    });
  });

  it('refuses a path that would require a new role', () => {
    expect(reasons(plan(changed({ path: '/team/' }), created))).toContainEqual(
      expect.stringContaining('IAM cannot move a role'),
    );
  });

  it('refuses to change a policy that another role uses', () => {
    const observed = {
      ...created,
      policies: created.policies.map(policy => ({
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

  it('refuses to change the description of a policy, because IAM cannot change it', () => {
    expect(
      reasons(plan(changed({ policyDescription: 'new' }), created)),
    ).toEqual([expect.stringContaining('IAM cannot change one')]);
  });

  it('replaces the role in the portal’s instance profile, and refuses to in another one', () => {
    const [profile] = created.instanceProfiles;
    const withHoldingProfile = (
      tags: Record<string, string>,
    ): CompleteRoleSnapshot => ({
      ...created,
      instanceProfiles: [{ ...profile, roles: ['worker'], tags }],
    });
    const steps = plan(spec, withHoldingProfile({ ...profile.tags })).filter(
      isStep,
    );
    expect(waves(steps).map(operations)).toEqual([
      ['RemoveRoleFromInstanceProfile'],
      ['AddRoleToInstanceProfile'],
    ]);
    expect(
      reasons(plan(spec, withHoldingProfile({}), { adopt: true })),
    ).toEqual([expect.stringContaining('holds the role worker')]);
  });

  describe('plan of a managed policy', () => {
    const withPolicy = (
      change: Partial<CompleteRoleSnapshot['policies'][number]>,
    ) => ({
      ...created,
      policies: created.policies.map(policy => ({ ...policy, ...change })),
    });
    const otherBucket = changed({ s3: { bucket: 'other-logs' } });

    it('refuses one that the portal did not create unless it is adopted', () => {
      const foreign = withPolicy({ tags: {} });
      expect(reasons(plan(spec, foreign))).toEqual([
        expect.stringMatching(/^the policy .* was not created by the portal/),
      ]);
      expect(operations(plan(spec, foreign, { adopt: true }))).toEqual([
        'TagPolicy',
      ]);
    });

    it('preserves the existing description if the spec has none', () => {
      expect(plan(spec, withPolicy({ description: 'ours' }))).toEqual([]);
      const described = changed({ policyDescription: 'ours' });
      expect(
        reasons(plan(described, withPolicy({ description: 'ours' }))),
      ).toEqual([]);
    });

    it('deletes no version if there are fewer than five', () => {
      const observed = withPolicy({
        versions: ['v1', 'v2', 'v3', 'v4'],
        defaultVersion: 'v4',
      });
      expect(operations(plan(otherBucket, observed))).not.toContain(
        'DeletePolicyVersion',
      );
    });

    it('removes a tag of the last spec', () => {
      const tagged = applied(
        changed({ policyTags: { a: '1' } }),
        EMPTY_SNAPSHOT,
      );
      expect(plan(spec, tagged)).toContainEqual(
        expect.objectContaining({
          operation: 'UntagPolicy',
          before: { a: '1' },
        }),
      );
    });

    const renamed = changed({ policyName: 'renamed' });
    const OLD = 'web-SessionManagerPermissions';
    const policyChanges = (observed: CompleteRoleSnapshot) =>
      plan(renamed, observed).flatMap(({ operation, name, before }) =>
        operation === 'DetachRolePolicy' || operation === 'DeletePolicy'
          ? [[operation, operation === 'DeletePolicy' ? name : before]]
          : [],
      );

    it('removes the one of the last spec, and preserves it if others use it', () => {
      const arn = created.policies[0].arn;
      expect(policyChanges(created)).toEqual([
        ['DetachRolePolicy', arn],
        ['DeletePolicy', OLD],
      ]);
      expect(
        policyChanges(withPolicy({ attachedTo: ['web', 'worker'] })),
      ).toEqual([['DetachRolePolicy', arn]]);
    });

    it.each([
      ['name', { policyName: 'shared' }],
      ['path', { path: '/team/' }],
    ])(
      'preserves a shared one of the last spec unless all names match: %s differs',
      (_, of) => {
        const attachedTo = ['web', 'worker'];
        expect(policyChanges(withPolicy({ attachedTo, ...of }))).toEqual([]);
      },
    );

    it('preserves a shared one if the last spec had an inline policy', () => {
      const inline = applied(changed({ policyType: 'inline' }), EMPTY_SNAPSHOT);
      const [policy] = created.policies;
      const observed: CompleteRoleSnapshot = {
        ...inline,
        role: inline.role && {
          ...inline.role,
          attachedPolicies: [policy.arn],
        },
        policies: [{ ...policy, attachedTo: ['web', 'worker'] }],
      };
      expect(policyChanges(observed)).toEqual([]);
    });

    it('detaches only the superseded one of several', () => {
      const [policy] = created.policies;
      const theirs = {
        ...policy,
        arn: `${policy.arn}-theirs`,
        policyName: 'theirs',
        tags: {},
      };
      const observed: CompleteRoleSnapshot = {
        ...withRole({ attachedPolicies: [policy.arn, theirs.arn] }),
        policies: [policy, theirs],
      };
      expect(policyChanges(observed)).toEqual([
        ['DetachRolePolicy', policy.arn],
        ['DeletePolicy', OLD],
      ]);
    });

    it('preserves one of another service that only this role uses', () => {
      const orders = withPolicy({
        tags: {
          ...created.policies[0].tags,
          'backstage.io/entity-ref': 'component:default/orders',
        },
      });
      expect(reasons(plan(spec, orders))).toEqual([]);
    });

    it('detaches nothing from a role that does not exist', () => {
      const options = { exclusive: true };
      expect(plan(spec, EMPTY_SNAPSHOT, options)).toEqual(
        plan(spec, EMPTY_SNAPSHOT),
      );
    });
  });

  describe('plan of an inline policy', () => {
    const inline = changed({ policyType: 'inline' });
    const own = applied(inline, EMPTY_SNAPSHOT);
    const NAME = 'web-SessionManagerPermissions';
    const guard = { Version: '2012-10-17' as const, Statement: [] };
    const withInline = (
      of: CompleteRoleSnapshot,
      more: Record<string, typeof guard>,
    ): CompleteRoleSnapshot => ({
      ...of,
      role: of.role && {
        ...of.role,
        inlinePolicies: { ...of.role.inlinePolicies, ...more },
      },
    });

    it('is empty if the policy matches, also with inline policies of others', () => {
      expect(plan(inline, own)).toEqual([]);
      expect(plan(inline, withInline(own, { guard }))).toEqual([]);
    });

    it('removes the one of the last spec, and no other', () => {
      const renamed = changed({ policyType: 'inline', policyName: 'renamed' });
      const removed = (of: CompleteRoleSnapshot, wanted = renamed) =>
        plan(wanted, of).flatMap(change =>
          change.operation === 'DeleteRolePolicy' ? [change.before] : [],
        );
      expect(removed(withInline(own, { guard }))).toEqual([NAME]);
      // An inline policy with the name of the managed policy was added by
      // others.
      expect(removed(withInline(created, { [NAME]: guard }), spec)).toEqual([]);
      // Without a record, it is unknown which inline policies the portal
      // created.
      const tags = { 'backstage.io/managed-by': 'session-manager' };
      const unrecorded = { ...own, role: own.role && { ...own.role, tags } };
      expect(removed(unrecorded)).toEqual([]);
    });

    it.each([
      ['had another inline policy', own, 'guard'],
      ['had a managed policy of that name', created, NAME],
    ])('refuses to overwrite one if the last spec %s', (_, of, policyName) => {
      const wanted = changed({ policyType: 'inline', policyName });
      expect(
        reasons(plan(wanted, withInline(of, { [policyName]: guard }))),
      ).toEqual([expect.stringContaining('did not create')]);
    });

    it('includes the previous document', () => {
      const edited = withInline(own, { [NAME]: guard });
      expect(plan(inline, edited)).toContainEqual(
        expect.objectContaining({
          operation: 'PutRolePolicy',
          before: { policyName: NAME, document: guard },
        }),
      );
    });
  });

  describe('plan of an instance profile', () => {
    const [profile] = created.instanceProfiles;
    const withProfiles = (
      ...instanceProfiles: CompleteRoleSnapshot['instanceProfiles']
    ): CompleteRoleSnapshot => ({ ...created, instanceProfiles });
    const other = {
      ...profile,
      arn: `${profile.arn}-other`,
      instanceProfileName: 'web-other',
    };

    it('has none for a hybrid node', () => {
      expect(
        operations(plan(changed({ target: 'hybrid' }), EMPTY_SNAPSHOT)),
      ).toEqual(['AttachRolePolicy', 'CreatePolicy', 'CreateRole']);
    });

    it('preserves those of a role that is now for hybrid nodes', () => {
      expect(
        operations(plan(changed({ target: 'hybrid' }), created)).filter(of =>
          /InstanceProfile$/.test(of),
        ),
      ).toEqual([]);
    });

    it('adds the role to the one in the spec', () => {
      const named = changed({ instanceProfileName: 'nodes' });
      expect(plan(named, EMPTY_SNAPSHOT)).toContainEqual(
        expect.objectContaining({
          operation: 'AddRoleToInstanceProfile',
          name: 'nodes',
          arn: 'arn:aws:iam::111122223333:instance-profile/nodes',
          after: 'web',
        }),
      );
    });

    it('refuses one at another path', () => {
      expect(
        reasons(plan(spec, withProfiles({ ...profile, path: '/team/' }))),
      ).toEqual([expect.stringContaining('exists at the path /team/')]);
    });

    it('refuses one that the portal did not create unless it is adopted', () => {
      const foreign = withProfiles({ ...profile, tags: {} });
      expect(reasons(plan(spec, foreign))).toEqual([
        'the instance profile web exists and was not created by the portal: use another name, or select "Adopt an existing role"',
      ]);
      expect(operations(plan(spec, foreign, { adopt: true }))).toEqual([
        'TagInstanceProfile',
      ]);
    });

    it('preserves one of another service that only this role is in', () => {
      const orders = withProfiles({
        ...profile,
        tags: {
          ...profile.tags,
          'backstage.io/entity-ref': 'component:default/orders',
        },
      });
      expect(reasons(plan(spec, orders))).toEqual([]);
    });

    it('removes a tag of the last spec', () => {
      expect(plan(changed({ roleTags: {} }), created)).toContainEqual(
        expect.objectContaining({
          operation: 'UntagInstanceProfile',
          before: { team: 'a' },
        }),
      );
    });

    it.each<[string, Partial<typeof profile>, object, string[]]>([
      ['the portal’s, empty', { roles: [] }, {}, ['DeleteInstanceProfile']],
      ['the portal’s, with the role', {}, {}, ['TagRole']],
      ['the portal’s, with another role', { roles: ['worker'] }, {}, []],
      ['of others, empty', { roles: [], tags: {} }, {}, []],
      ['of others, with the role', { tags: {} }, {}, []],
      [
        'the portal’s, with the role, and exclusive',
        {},
        { exclusive: true },
        ['DeleteInstanceProfile', 'RemoveRoleFromInstanceProfile'],
      ],
      [
        'the portal’s, with another role too, and exclusive',
        { roles: ['web', 'worker'] },
        { exclusive: true },
        // The record identifies the instance profile even after the role was
        // removed from it.
        ['RemoveRoleFromInstanceProfile', 'TagRole'],
      ],
      [
        'of others, with the role, and exclusive',
        { tags: {} },
        { exclusive: true },
        ['RemoveRoleFromInstanceProfile'],
      ],
    ])(
      'handles another instance profile as expected: %s',
      (_, of, options, expected) => {
        const observed = withProfiles({ ...other, ...of }, profile);
        expect(operations(plan(spec, observed, options))).toEqual(expected);
      },
    );

    it('records the one of the last spec, which instances may use', () => {
      const renamedProfile = applied(
        changed({ instanceProfileName: 'nodes' }),
        created,
      );
      expect(
        renamedProfile.role && recordedProfiles(renamedProfile.role),
      ).toEqual(['web']);
    });
  });

  describe('plan of the role', () => {
    const boundary = (name: string) =>
      `arn:aws:iam::111122223333:policy/${name}`;
    const bound = changed({ permissionsBoundaryArn: boundary('a') });
    const entity = 'backstage.io/entity-ref';

    it('creates it with its description', () => {
      const described = changed({ roleDescription: 'of the web service' });
      expect(plan(described, EMPTY_SNAPSHOT)).toContainEqual(
        expect.objectContaining({
          operation: 'CreateRole',
          after: expect.objectContaining({ description: 'of the web service' }),
        }),
      );
    });

    it('changes only the maximum session duration', () => {
      const observed = withRole({ maxSessionDuration: 7200 });
      expect(operations(plan(spec, observed))).toEqual(['UpdateRole']);
    });

    it('adds or replaces a boundary, and does not change a correct one', () => {
      const boundaries = (before?: string) =>
        plan(bound, withRole({ permissionsBoundaryArn: before })).flatMap(
          change =>
            change.resource === 'permissions-boundary'
              ? [[change.operation, change.before, change.after]]
              : [],
        );
      const put = 'PutRolePermissionsBoundary';
      expect(boundaries()).toEqual([[put, undefined, boundary('a')]]);
      expect(boundaries(boundary('b'))).toEqual([
        [put, boundary('b'), boundary('a')],
      ]);
      expect(boundaries(boundary('a'))).toEqual([]);
    });

    it('includes the previous values of the tags that it changes', () => {
      const tags = { ...created.role?.tags, team: 'b', cost: '1' };
      expect(plan(spec, withRole({ tags }))).toContainEqual(
        expect.objectContaining({
          operation: 'TagRole',
          before: { team: 'b' },
          after: { team: 'a' },
        }),
      );
    });

    it('empties the remaining tags of a longer record', () => {
      const described = changed({ roleDescription: 'd'.repeat(900) });
      const long = applied(described, EMPTY_SNAPSHOT);
      const [tagging] = plan(spec, long).filter(
        ({ operation }) => operation === 'TagRole',
      );
      const last = Object.keys(long.role?.tags ?? {}).filter(key =>
        /spec\.\d+$/.test(key),
      ).length;
      expect(tagging.after).toMatchObject({
        [`backstage.io/session-manager-spec.${last}`]: '',
      });
      expect(plan(spec, applied(spec, long))).toEqual([]);
    });

    it('removes the service if the spec has none', () => {
      const payments = 'component:default/payments';
      const ofPayments = applied(changed({ entityRef: payments }), created, {
        adopt: true,
      });
      expect(plan(spec, ofPayments, { adopt: true })).toContainEqual(
        expect.objectContaining({
          operation: 'UntagRole',
          before: { [entity]: payments },
        }),
      );
    });

    it('does not need a record to preserve the service', () => {
      const entityRef = 'component:default/payments';
      const tags = {
        'backstage.io/managed-by': 'session-manager',
        [entity]: entityRef,
      };
      const unrecorded = withRole({ tags });
      expect(reasons(plan(changed({ entityRef }), unrecorded))).toEqual([]);
      expect(reasons(plan(spec, unrecorded))).toEqual([
        expect.stringContaining(`the role web is for ${entityRef}`),
      ]);
    });
  });
});
