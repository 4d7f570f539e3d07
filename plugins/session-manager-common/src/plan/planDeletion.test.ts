import fc from 'fast-check';
import { isOurs } from '../spec/ownershipTags';
import { resolveRoleSpec } from '../spec/resolveRoleSpec';
import { applied, observations } from './__testUtils__/arbitraries';
import { applyStep } from './__testUtils__/modelOfIam';
import { isStep } from './Change';
import { nothingObserved, ObservedRole } from './ObservedRole';
import { planDeletion } from './planDeletion';
import { waves } from './waves';

const spec = resolveRoleSpec(
  { roleName: 'web' },
  { accountId: '111122223333', partition: 'aws' },
);
const made = applied(spec, nothingObserved);

function deleted(observed: ObservedRole) {
  return waves(planDeletion('web', observed).filter(isStep))
    .flat()
    .reduce(applyStep, observed);
}

describe('planDeletion', () => {
  it('takes everything off, then deletes it, the role at last', () => {
    const steps = planDeletion('web', made).filter(isStep);
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
    expect(planDeletion('web', nothingObserved)).toEqual([]);
  });

  it('finishes what a deletion or a creation left half done', () => {
    const left: ObservedRole = {
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
    const observed: ObservedRole = {
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

  it('refuses a role that the portal did not make', () => {
    const observed = { ...made, role: made.role && { ...made.role, tags: {} } };
    expect(planDeletion('web', observed)).toContainEqual(
      expect.objectContaining({ kind: 'refused' }),
    );
  });

  it('refuses while instances use it, unless forced', () => {
    const usedBy = ['i-1', 'i-2'];
    expect(planDeletion('web', made, { usedBy })).toContainEqual(
      expect.objectContaining({
        kind: 'refused',
        reason: expect.stringContaining('i-1, i-2 use the role web'),
      }),
    );
    expect(
      planDeletion('web', made, { usedBy, force: true }).every(isStep),
    ).toBe(true);
  });

  it('from any state leaves nothing of ours, also when it dies between any two calls', () => {
    let carriedOut = 0;
    fc.assert(
      fc.property(observations, fc.nat(12), (observed, calls) => {
        const changes = planDeletion('web', observed);
        if (!changes.every(isStep)) {
          return;
        }
        carriedOut++;
        const dead = waves(changes).flat().slice(0, calls);
        const end = deleted(dead.reduce(applyStep, observed));
        expect(planDeletion('web', end)).toEqual([]);
        expect(end.role).toBeUndefined();
        expect(
          end.policies.filter(
            ({ tags, attachedTo }) => isOurs(tags) && attachedTo.length === 0,
          ),
        ).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(carriedOut).toBeGreaterThan(1000);
  });
});
