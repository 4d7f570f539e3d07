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
const made = applied(spec, EMPTY_SNAPSHOT);

const unused = { inUse: [] };

function deleted(observed: CompleteRoleSnapshot) {
  return waves(planDeletion('web', observed, unused).filter(isStep))
    .flat()
    .reduce(applyStep, observed);
}

describe('planDeletion', () => {
  it('takes everything off, then deletes it, the role at last', () => {
    const steps = planDeletion('web', made, unused).filter(isStep);
    expect(waves(steps).map(wave => wave.map(s => s.operation))).toEqual([
      ['DetachRolePolicy', 'RemoveRoleFromInstanceProfile'],
      ['DeleteInstanceProfile', 'DeletePolicy'],
      ['DeleteRole'],
    ]);
    expect(deleted(made)).toEqual({
      role: undefined,
      policies: [],
      instanceProfiles: [],
    });
  });

  it('has nothing to do where nothing is left', () => {
    expect(planDeletion('web', EMPTY_SNAPSHOT, unused)).toEqual([]);
  });

  it('finishes what a deletion or a creation left half done', () => {
    const left: CompleteRoleSnapshot = {
      policies: made.policies.map(policy => ({ ...policy, attachedTo: [] })),
      instanceProfiles: made.instanceProfiles.map(profile => ({
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

  it('detaches a policy of someone else and leaves it', () => {
    const foreign = {
      ...made.policies[0],
      arn: 'arn:aws:iam::111122223333:policy/theirs',
      policyName: 'theirs',
      tags: {},
    };
    const observed: CompleteRoleSnapshot = {
      ...made,
      role: made.role && {
        ...made.role,
        attachedPolicies: [...made.role.attachedPolicies, foreign.arn],
      },
      policies: [...made.policies, foreign],
    };
    expect(deleted(observed).policies).toEqual([
      { ...foreign, attachedTo: [] },
    ]);
  });

  it('deletes what is left over, and calls for nothing else', () => {
    const [profile] = made.instanceProfiles;
    const left: CompleteRoleSnapshot = {
      policies: [],
      instanceProfiles: [{ ...profile, roles: [] }],
    };
    expect(
      planDeletion('web', left, unused).map(({ operation }) => operation),
    ).toStrictEqual(['DeleteInstanceProfile']);
  });

  it('leaves what another role uses too', () => {
    const shared: CompleteRoleSnapshot = {
      ...made,
      policies: made.policies.map(policy => ({
        ...policy,
        attachedTo: ['web', 'worker'],
      })),
      instanceProfiles: made.instanceProfiles.map(profile => ({
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

  it('takes the role out of somebody else’s instance profile and leaves that', () => {
    const theirs: CompleteRoleSnapshot = {
      ...made,
      instanceProfiles: made.instanceProfiles.map(profile => ({
        ...profile,
        tags: {},
      })),
    };
    expect(deleted(theirs).instanceProfiles).toMatchObject([
      { instanceProfileName: 'web', roles: [] },
    ]);
  });

  it('takes inline policies off, and a boundary whose policy goes before', () => {
    const [{ arn }] = made.policies;
    const policy = { Version: '2012-10-17' as const, Statement: [] };
    const operations = (permissionsBoundaryArn?: string) =>
      planDeletion(
        'web',
        {
          ...made,
          role: made.role && {
            ...made.role,
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

  it('refuses a role that the portal did not make', () => {
    const observed = { ...made, role: made.role && { ...made.role, tags: {} } };
    expect(planDeletion('web', observed, unused)).toContainEqual(
      expect.objectContaining({ kind: 'refused' }),
    );
  });

  it('refuses at another path than the one it is given', () => {
    const at = (path: string) => planDeletion('web', made, { ...unused, path });
    expect(at('/')).toEqual(planDeletion('web', made, unused));
    expect(at('/team/')).toContainEqual({
      kind: 'refused',
      resource: 'role',
      name: 'web',
      arn: made.role?.arn,
      before: '/',
      after: '/team/',
      reason:
        'the role web is at the path /, not at /team/: give that path, or none',
    });
  });

  it('refuses what is left at another path than the one it is given', () => {
    const left = { ...made, role: undefined };
    const changes = planDeletion('web', left, { ...unused, path: '/team/' });
    expect(changes.filter(change => !isStep(change))).toMatchObject([
      { reason: expect.stringMatching(/^the instance profile web is at/) },
      { reason: expect.stringMatching(/^the policy web-.* is at the path/) },
    ]);
  });

  describe('while instances use it', () => {
    const [{ arn: instanceProfileArn }] = made.instanceProfiles;
    const refusals = (options: DeletionOptions, observed = made) =>
      planDeletion('web', observed, options).flatMap(change =>
        isStep(change) ? [] : [change.reason],
      );
    const uses = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        instanceId: `i-${n + 1}`,
        instanceProfileArn,
      }));

    it('refuses, and names them', () => {
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

    it('refuses where it is not known whether they do', () => {
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

    it('refuses also where the role is gone and its profile is left', () => {
      const left: CompleteRoleSnapshot = {
        ...made,
        role: undefined,
        instanceProfiles: made.instanceProfiles.map(p => ({ ...p, roles: [] })),
      };
      expect(refusals({ inUse: uses(1) }, left)).toHaveLength(1);
    });

    it('does it where that is forced', () => {
      expect(refusals({ inUse: uses(1), force: true })).toEqual([]);
    });

    it('does it where they have a profile that is not the role’s', () => {
      const [profile] = made.instanceProfiles;
      const foreign = { ...profile, tags: {}, roles: [] };
      expect(
        refusals({ inUse: uses(1) }, { ...made, instanceProfiles: [foreign] }),
      ).toEqual([]);
      const ofAnother = { ...profile, roles: ['worker'] };
      expect(
        refusals(
          { inUse: uses(1) },
          { ...made, instanceProfiles: [ofAnother] },
        ),
      ).toEqual([]);
    });

    it('does it where they have another profile, or the role has none', () => {
      const other = [{ instanceId: 'i-1', instanceProfileArn: 'other' }];
      expect(refusals({ inUse: other })).toEqual([]);
      const hybrid = { ...made, instanceProfiles: [] };
      expect(refusals({ inUse: uses(1) }, hybrid)).toEqual([]);
    });
  });
});
