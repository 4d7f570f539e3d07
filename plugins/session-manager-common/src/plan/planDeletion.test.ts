import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { applied } from './__testUtils__/arbitraries';
import { applyStep } from './__testUtils__/modelOfIam';
import { isStep } from './Change';
import { EMPTY_SNAPSHOT, CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { DeletionOptions, planDeletion } from './planDeletion';
import { waves } from './waves';

const spec = resolveRoleSpec(
  { roleName: 'web' },
  { accountId: '111122223333', partition: 'aws' },
);
const created = applied(spec, EMPTY_SNAPSHOT);

const unused = { inUse: [] };

function deleted(observed: CompleteRoleSnapshot) {
  return waves(planDeletion('web', observed, unused).filter(isStep))
    .flat()
    .reduce(applyStep, observed);
}

describe('planDeletion', () => {
  it('detaches and removes everything, and deletes the role last', () => {
    const steps = planDeletion('web', created, unused).filter(isStep);
    expect(waves(steps).map(wave => wave.map(s => s.operation))).toEqual([
      ['DetachRolePolicy', 'RemoveRoleFromInstanceProfile'],
      ['DeleteInstanceProfile', 'DeletePolicy'],
      ['DeleteRole'],
    ]);
    expect(deleted(created)).toEqual({
      role: undefined,
      policies: [],
      instanceProfiles: [],
    });
  });

  it('is empty if nothing is left', () => {
    expect(planDeletion('web', EMPTY_SNAPSHOT, unused)).toEqual([]);
  });

  it('completes an interrupted deletion or creation', () => {
    const left: CompleteRoleSnapshot = {
      policies: created.policies.map(policy => ({ ...policy, attachedTo: [] })),
      instanceProfiles: created.instanceProfiles.map(profile => ({
        ...profile,
        roles: [],
      })),
    };
    expect(deleted(left)).toEqual({
      role: undefined,
      policies: [],
      instanceProfiles: [],
    });
  });

  it('detaches a policy of others without deleting it', () => {
    const foreign = {
      ...created.policies[0],
      arn: 'arn:aws:iam::111122223333:policy/theirs',
      policyName: 'theirs',
      tags: {},
    };
    const observed: CompleteRoleSnapshot = {
      ...created,
      role: created.role && {
        ...created.role,
        attachedPolicies: [...created.role.attachedPolicies, foreign.arn],
      },
      policies: [...created.policies, foreign],
    };
    expect(deleted(observed).policies).toEqual([
      { ...foreign, attachedTo: [] },
    ]);
  });

  it('deletes only what is left, without further calls', () => {
    const [profile] = created.instanceProfiles;
    const left: CompleteRoleSnapshot = {
      policies: [],
      instanceProfiles: [{ ...profile, roles: [] }],
    };
    expect(
      planDeletion('web', left, unused).map(({ operation }) => operation),
    ).toStrictEqual(['DeleteInstanceProfile']);
  });

  it('preserves what another role uses', () => {
    const shared: CompleteRoleSnapshot = {
      ...created,
      policies: created.policies.map(policy => ({
        ...policy,
        attachedTo: ['web', 'worker'],
      })),
      instanceProfiles: created.instanceProfiles.map(profile => ({
        ...profile,
        roles: ['web', 'worker'],
      })),
    };
    expect(
      planDeletion('web', shared, unused).map(({ operation }) => operation),
    ).toStrictEqual([
      'DetachRolePolicy',
      'RemoveRoleFromInstanceProfile',
      'DeleteRole',
    ]);
  });

  it('removes the role from an instance profile of others without deleting the profile', () => {
    const theirs: CompleteRoleSnapshot = {
      ...created,
      instanceProfiles: created.instanceProfiles.map(profile => ({
        ...profile,
        tags: {},
      })),
    };
    expect(deleted(theirs).instanceProfiles).toMatchObject([
      { instanceProfileName: 'web', roles: [] },
    ]);
  });

  it('deletes inline policies, and removes a boundary whose policy is deleted first', () => {
    const [{ arn }] = created.policies;
    const policy = { Version: '2012-10-17' as const, Statement: [] };
    const operations = (permissionsBoundaryArn?: string) =>
      planDeletion(
        'web',
        {
          ...created,
          role: created.role && {
            ...created.role,
            permissionsBoundaryArn,
            inlinePolicies: { byHand: policy },
          },
        },
        unused,
      ).filter(({ resource }) =>
        ['inline-policy', 'permissions-boundary'].includes(resource),
      );
    const inline = { operation: 'DeleteRolePolicy', before: 'byHand' };
    expect(operations(arn)).toMatchObject([
      inline,
      { operation: 'DeleteRolePermissionsBoundary', before: arn },
    ]);
    expect(operations(`${arn}-other`)).toMatchObject([inline]);
    expect(operations()).toMatchObject([inline]);
  });

  it('refuses a role that the portal did not create', () => {
    const observed = {
      ...created,
      role: created.role && { ...created.role, tags: {} },
    };
    expect(planDeletion('web', observed, unused)).toContainEqual(
      expect.objectContaining({ kind: 'refused' }),
    );
  });

  it('refuses a role at another path than the given one', () => {
    const at = (path: string) =>
      planDeletion('web', created, { ...unused, path });
    expect(at('/')).toEqual(planDeletion('web', created, unused));
    expect(at('/team/')).toContainEqual({
      kind: 'refused',
      resource: 'role',
      name: 'web',
      arn: created.role?.arn,
      before: '/',
      after: '/team/',
      reason:
        'the role web is at the path /, not at /team/: give that path, or none',
    });
  });

  it('refuses remaining resources at another path than the given one', () => {
    const left = { ...created, role: undefined };
    const changes = planDeletion('web', left, { ...unused, path: '/team/' });
    expect(changes.filter(change => !isStep(change))).toMatchObject([
      { reason: expect.stringMatching(/^the instance profile web is at/) },
      { reason: expect.stringMatching(/^the policy web-.* is at the path/) },
    ]);
  });

  describe('if instances use the role', () => {
    const [{ arn: instanceProfileArn }] = created.instanceProfiles;
    const refusals = (options: DeletionOptions, observed = created) =>
      planDeletion('web', observed, options).flatMap(change =>
        isStep(change) ? [] : [change.reason],
      );
    const uses = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        instanceId: `i-${n + 1}`,
        instanceProfileArn,
      }));

    it('is refused, and names the instances', () => {
      expect(refusals({ inUse: uses(1) })).toEqual([
        'i-1 uses the role web and would lose all sessions: replace the instance profile there, or select "Delete even if instances use it"',
      ]);
      expect(refusals({ inUse: uses(10) })).toEqual([
        expect.stringMatching(/^i-1, .*, i-10 use the role web/),
      ]);
      expect(refusals({ inUse: uses(12) })).toEqual([
        expect.stringMatching(/^i-1, .*, i-10 and 2 more use the role web/),
      ]);
    });

    it('is refused if it is unknown whether instances use it', () => {
      const fault = {
        kind: 'refused',
        code: 'UnauthorizedOperation',
        message: 'No.',
        hint: 'Allow it.',
      } as const;
      expect(refusals({ inUse: { fault } })).toEqual([
        'whether instances use the role web could not be read (UnauthorizedOperation: No. Allow it.): fix that, or select "Delete even if instances use it"',
      ]);
      expect(refusals({ inUse: { fault }, force: true })).toEqual([]);
    });

    it('is refused if the role no longer exists but its instance profile does', () => {
      const left: CompleteRoleSnapshot = {
        ...created,
        role: undefined,
        instanceProfiles: created.instanceProfiles.map(p => ({
          ...p,
          roles: [],
        })),
      };
      expect(refusals({ inUse: uses(1) }, left)).toHaveLength(1);
    });

    it('is planned with the option force', () => {
      expect(refusals({ inUse: uses(1), force: true })).toEqual([]);
    });

    it('is planned if instances use another role’s instance profile', () => {
      const [profile] = created.instanceProfiles;
      const foreign = { ...profile, tags: {}, roles: [] };
      expect(
        refusals(
          { inUse: uses(1) },
          { ...created, instanceProfiles: [foreign] },
        ),
      ).toEqual([]);
      const ofAnother = { ...profile, roles: ['worker'] };
      expect(
        refusals(
          { inUse: uses(1) },
          { ...created, instanceProfiles: [ofAnother] },
        ),
      ).toEqual([]);
    });

    it('is planned if instances use another profile, or the role has none', () => {
      const other = [{ instanceId: 'i-1', instanceProfileArn: 'other' }];
      expect(refusals({ inUse: other })).toEqual([]);
      const hybrid = { ...created, instanceProfiles: [] };
      expect(refusals({ inUse: uses(1) }, hybrid)).toEqual([]);
    });
  });
});
