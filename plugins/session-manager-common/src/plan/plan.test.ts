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
const made = applied(spec, EMPTY_SNAPSHOT);
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
  return { ...made, role: made.role && { ...made.role, ...change } };
}

describe('plan', () => {
  it('makes a new role in five calls and two waves', () => {
    const steps = plan(spec, EMPTY_SNAPSHOT).filter(isStep);
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

  it.each([
    ['cloudformation', 'CloudFormation'],
    ['terraform', 'Terraform'],
  ] as const)(
    'leaves a role that %s keeps to it, unless told to take it over',
    (keeper, title) => {
      const kept = withRole({ tags: roleTags(spec, keeper) });

      expect(reasons(plan(spec, kept))).toEqual([
        `the role web is kept by ${title}: change it there, or select "Adopt an existing role"`,
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
      'the role web has an inline policy guard that the portal did not create: use another policy name, or select "Adopt an existing role"',
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
      expect.stringContaining('"Adopt an existing role"'),
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
    const ofPayments = applied(changed(payments), EMPTY_SNAPSHOT);

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
    const holding = (tags: Record<string, string>): CompleteRoleSnapshot => ({
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

  describe('of a policy', () => {
    const withPolicy = (
      change: Partial<CompleteRoleSnapshot['policies'][number]>,
    ) => ({
      ...made,
      policies: made.policies.map(policy => ({ ...policy, ...change })),
    });
    const otherBucket = changed({ s3: { bucket: 'other-logs' } });

    it('refuses one that the portal did not make, unless it is adopted', () => {
      const foreign = withPolicy({ tags: {} });
      expect(reasons(plan(spec, foreign))).toEqual([
        expect.stringMatching(/^the policy .* was not created by the portal/),
      ]);
      expect(operations(plan(spec, foreign, { adopt: true }))).toEqual([
        'TagPolicy',
      ]);
    });

    it('keeps the description that it has where the spec has none', () => {
      expect(plan(spec, withPolicy({ description: 'ours' }))).toEqual([]);
      const described = changed({ policyDescription: 'ours' });
      expect(
        reasons(plan(described, withPolicy({ description: 'ours' }))),
      ).toEqual([]);
    });

    it('deletes no version while there is room', () => {
      const observed = withPolicy({
        versions: ['v1', 'v2', 'v3', 'v4'],
        defaultVersion: 'v4',
      });
      expect(operations(plan(otherBucket, observed))).not.toContain(
        'DeletePolicyVersion',
      );
    });

    it('removes a tag that the last spec had', () => {
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
    const dealings = (observed: CompleteRoleSnapshot) =>
      plan(renamed, observed).flatMap(({ operation, name, before }) =>
        operation === 'DetachRolePolicy' || operation === 'DeletePolicy'
          ? [[operation, operation === 'DeletePolicy' ? name : before]]
          : [],
      );

    it('takes away the one of its last spec, and leaves it where others use it', () => {
      const arn = made.policies[0].arn;
      expect(dealings(made)).toEqual([
        ['DetachRolePolicy', arn],
        ['DeletePolicy', OLD],
      ]);
      expect(dealings(withPolicy({ attachedTo: ['web', 'worker'] }))).toEqual([
        ['DetachRolePolicy', arn],
      ]);
    });

    it.each([
      ['name', { policyName: 'shared' }],
      ['path', { path: '/team/' }],
    ])(
      'leaves a shared one that was its last spec’s by all but the %s',
      (_, of) => {
        const attachedTo = ['web', 'worker'];
        expect(dealings(withPolicy({ attachedTo, ...of }))).toEqual([]);
      },
    );

    it('leaves a shared one where the last spec had an inline policy', () => {
      const inline = applied(changed({ policyType: 'inline' }), EMPTY_SNAPSHOT);
      const [policy] = made.policies;
      const observed: CompleteRoleSnapshot = {
        ...inline,
        role: inline.role && {
          ...inline.role,
          attachedPolicies: [policy.arn],
        },
        policies: [{ ...policy, attachedTo: ['web', 'worker'] }],
      };
      expect(dealings(observed)).toEqual([]);
    });

    it('detaches only what it supersedes, of several', () => {
      const [policy] = made.policies;
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
      expect(dealings(observed)).toEqual([
        ['DetachRolePolicy', policy.arn],
        ['DeletePolicy', OLD],
      ]);
    });

    it('leaves one of another service that only this role uses to it', () => {
      const orders = withPolicy({
        tags: {
          ...made.policies[0].tags,
          'backstage.io/entity-ref': 'component:default/orders',
        },
      });
      expect(reasons(plan(spec, orders))).toEqual([]);
    });

    it('takes nothing off a role that is not there', () => {
      const options = { exclusive: true };
      expect(plan(spec, EMPTY_SNAPSHOT, options)).toEqual(
        plan(spec, EMPTY_SNAPSHOT),
      );
    });
  });

  describe('of an inline policy', () => {
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

    it('has nothing to do where it is as asked, or somebody’s besides', () => {
      expect(plan(inline, own)).toEqual([]);
      expect(plan(inline, withInline(own, { guard }))).toEqual([]);
    });

    it('takes away the one of its last spec, and no one else’s', () => {
      const renamed = changed({ policyType: 'inline', policyName: 'renamed' });
      const removed = (of: CompleteRoleSnapshot, wanted = renamed) =>
        plan(wanted, of).flatMap(change =>
          change.operation === 'DeleteRolePolicy' ? [change.before] : [],
        );
      expect(removed(withInline(own, { guard }))).toEqual([NAME]);
      // What is called as its managed policy is, somebody else put there.
      expect(removed(withInline(made, { [NAME]: guard }), spec)).toEqual([]);
      // Without a record, nothing is known to be ours.
      const tags = { 'backstage.io/managed-by': 'session-manager' };
      const unrecorded = { ...own, role: own.role && { ...own.role, tags } };
      expect(removed(unrecorded)).toEqual([]);
    });

    it.each([
      ['had another inline policy', own, 'guard'],
      ['had a managed policy of its name', made, NAME],
    ])('refuses to overwrite where its last spec %s', (_, of, policyName) => {
      const wanted = changed({ policyType: 'inline', policyName });
      expect(
        reasons(plan(wanted, withInline(of, { [policyName]: guard }))),
      ).toEqual([expect.stringContaining('did not create')]);
    });

    it('shows what it was before', () => {
      const edited = withInline(own, { [NAME]: guard });
      expect(plan(inline, edited)).toContainEqual(
        expect.objectContaining({
          operation: 'PutRolePolicy',
          before: { policyName: NAME, document: guard },
        }),
      );
    });
  });

  describe('of an instance profile', () => {
    const [profile] = made.instanceProfiles;
    const withProfiles = (
      ...instanceProfiles: CompleteRoleSnapshot['instanceProfiles']
    ): CompleteRoleSnapshot => ({ ...made, instanceProfiles });
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

    it('keeps those that a role is in that is for hybrid nodes now', () => {
      expect(
        operations(plan(changed({ target: 'hybrid' }), made)).filter(of =>
          /InstanceProfile$/.test(of),
        ),
      ).toEqual([]);
    });

    it('puts the role into the one that the spec names', () => {
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

    it('refuses one that the portal did not make, unless it is adopted', () => {
      const foreign = withProfiles({ ...profile, tags: {} });
      expect(reasons(plan(spec, foreign))).toEqual([
        'the instance profile web exists and was not created by the portal: use another name, or select "Adopt an existing role"',
      ]);
      expect(operations(plan(spec, foreign, { adopt: true }))).toEqual([
        'TagInstanceProfile',
      ]);
    });

    it('leaves one of another service that only this role is in to it', () => {
      const orders = withProfiles({
        ...profile,
        tags: {
          ...profile.tags,
          'backstage.io/entity-ref': 'component:default/orders',
        },
      });
      expect(reasons(plan(spec, orders))).toEqual([]);
    });

    it('removes a tag that the last spec had', () => {
      expect(plan(changed({ roleTags: {} }), made)).toContainEqual(
        expect.objectContaining({
          operation: 'UntagInstanceProfile',
          before: { team: 'a' },
        }),
      );
    });

    it.each<[string, Partial<typeof profile>, object, string[]]>([
      ['ours that is empty', { roles: [] }, {}, ['DeleteInstanceProfile']],
      ['ours that holds the role', {}, {}, ['TagRole']],
      ['ours that holds another role', { roles: ['worker'] }, {}, []],
      ['somebody’s that is empty', { roles: [], tags: {} }, {}, []],
      ['somebody’s that holds the role', { tags: {} }, {}, []],
      [
        'ours that holds the role, where the spec is all there is to be',
        {},
        { exclusive: true },
        ['DeleteInstanceProfile', 'RemoveRoleFromInstanceProfile'],
      ],
      [
        'ours that holds another role as well, where the spec is all there is',
        { roles: ['web', 'worker'] },
        { exclusive: true },
        // It is found by the record when nothing is in it any more.
        ['RemoveRoleFromInstanceProfile', 'TagRole'],
      ],
      [
        'somebody’s that holds the role, where the spec is all there is to be',
        { tags: {} },
        { exclusive: true },
        ['RemoveRoleFromInstanceProfile'],
      ],
    ])('does with another, %s, what it is for', (_, of, options, expected) => {
      const observed = withProfiles({ ...other, ...of }, profile);
      expect(operations(plan(spec, observed, options))).toEqual(expected);
    });

    it('records the one of its last spec, which instances may have', () => {
      const moved = applied(changed({ instanceProfileName: 'nodes' }), made);
      expect(moved.role && recordedProfiles(moved.role)).toEqual(['web']);
    });
  });

  describe('of the role', () => {
    const boundary = (name: string) =>
      `arn:aws:iam::111122223333:policy/${name}`;
    const bound = changed({ permissionsBoundaryArn: boundary('a') });
    const entity = 'backstage.io/entity-ref';

    it('is created with its description', () => {
      const described = changed({ roleDescription: 'of the web service' });
      expect(plan(described, EMPTY_SNAPSHOT)).toContainEqual(
        expect.objectContaining({
          operation: 'CreateRole',
          after: expect.objectContaining({ description: 'of the web service' }),
        }),
      );
    });

    it('changes the longest session alone', () => {
      const observed = withRole({ maxSessionDuration: 7200 });
      expect(operations(plan(spec, observed))).toEqual(['UpdateRole']);
    });

    it('puts a boundary on, or another, and leaves one that is right', () => {
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

    it('shows the tags that it changes as they were', () => {
      const tags = { ...made.role?.tags, team: 'b', cost: '1' };
      expect(plan(spec, withRole({ tags }))).toContainEqual(
        expect.objectContaining({
          operation: 'TagRole',
          before: { team: 'b' },
          after: { team: 'a' },
        }),
      );
    });

    it('empties what is left over of a longer record', () => {
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

    it('takes the service off where it is for none any more', () => {
      const payments = 'component:default/payments';
      const ofPayments = applied(changed({ entityRef: payments }), made, {
        adopt: true,
      });
      expect(plan(spec, ofPayments, { adopt: true })).toContainEqual(
        expect.objectContaining({
          operation: 'UntagRole',
          before: { [entity]: payments },
        }),
      );
    });

    it('needs no record to go on being for the same service', () => {
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
