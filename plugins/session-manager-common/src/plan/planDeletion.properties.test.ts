import fc from 'fast-check';
import { isManagedByPortal } from '../roleSpec/ownershipTags';
import { isStep, Step } from './Change';
import { EMPTY_SNAPSHOT, CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { planDeletion } from './planDeletion';
import {
  pasts,
  pastsOnRecord,
  planned,
  shuffled,
  specs,
} from './__testUtils__/arbitraries';
import { applyStep } from './__testUtils__/modelOfIam';
import {
  unusedOwnResources,
  namesOf,
  seen,
  tagsOf,
} from './__testUtils__/views';

/** The names with which a deletion starts if it knows the role's name only. */
const LEAST_NAMES = {
  roleName: 'web',
  policyArn: 'arn:aws:iam::111122223333:policy/web-SessionManagerPermissions',
  instanceProfileName: 'web',
};

describe('a deletion, from any state', () => {
  const roleName = 'web';
  const unused = { inUse: [] };
  const deletionPlanned = (all: CompleteRoleSnapshot) =>
    planDeletion(roleName, seen(all, LEAST_NAMES), unused);

  /** Checks a property of all deletions without refusals. */
  function ofDeletions(
    from: fc.Arbitrary<CompleteRoleSnapshot>,
    check: (run: {
      all: CompleteRoleSnapshot;
      steps: Step[];
      seed: number;
      interruptedAfter: number;
    }) => void,
  ) {
    let executionOf = 0;
    fc.assert(
      fc.property(
        from,
        fc.nat(1000),
        fc.nat(20),
        (all, seed, interruptedAfter) => {
          const steps = deletionPlanned(all);
          if (steps.every(isStep)) {
            executionOf++;
            check({ all, steps, seed, interruptedAfter });
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(executionOf).toBeGreaterThan(600);
  }

  it('leaves no resource of the portal, even if it is interrupted between any two calls', () => {
    ofDeletions(pastsOnRecord, ({ all, steps, seed, interruptedAfter }) => {
      const interrupted = shuffled(steps, seed)
        .slice(0, interruptedAfter)
        .reduce(applyStep, all);
      const rest = deletionPlanned(interrupted).filter(isStep);
      const end = shuffled(rest, seed).reduce(applyStep, interrupted);

      expect(deletionPlanned(end)).toEqual([]);
      expect(end.role).toBeUndefined();
      const found = seen(all, LEAST_NAMES);
      expect(unusedOwnResources(end)).toEqual(
        unusedOwnResources(all).filter(arn => tagsOf(found, arn) === undefined),
      );
    });
  });

  it('leaves no resource of an interrupted creation', () => {
    fc.assert(
      fc.property(
        specs,
        fc.nat(1000),
        fc.nat(5),
        (spec, seed, interruptedAfter) => {
          const names = namesOf(spec);
          const interrupted = shuffled(
            planned(spec, EMPTY_SNAPSHOT).filter(isStep),
            seed,
          )
            .slice(0, interruptedAfter)
            .reduce(applyStep, EMPTY_SNAPSHOT);
          const end = planDeletion(roleName, seen(interrupted, names), unused)
            .filter(isStep)
            .reduce(applyStep, interrupted);
          expect(end).toEqual({
            role: undefined,
            policies: [],
            instanceProfiles: [],
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('changes no resource of others, except that it removes the role', () => {
    ofDeletions(pasts, ({ all, steps }) => {
      for (const step of steps) {
        const tags = tagsOf(all, step.arn);
        expect(
          (tags !== undefined && isManagedByPortal(tags)) ||
            step.operation === 'RemoveRoleFromInstanceProfile',
        ).toBe(true);
      }
    });
  });

  it('preserves resources of others, except for the role in them', () => {
    ofDeletions(pasts, ({ all, steps }) => {
      const end = steps.reduce(applyStep, all);
      expect(theirs(end)).toEqual(theirs(all));
    });
  });

  /** The resources of others, without their relation to the role. */
  function theirs({ policies, instanceProfiles }: CompleteRoleSnapshot) {
    const others = (names: readonly string[]) =>
      names.filter(name => name !== roleName);
    return [
      ...policies
        .filter(
          ({ tags, attachedTo }) =>
            !isManagedByPortal(tags) || others(attachedTo).length > 0,
        )
        .map(policy => ({ ...policy, attachedTo: others(policy.attachedTo) })),
      ...instanceProfiles
        .filter(
          ({ tags, roles }) =>
            !isManagedByPortal(tags) || others(roles).length > 0,
        )
        .map(profile => ({ ...profile, roles: others(profile.roles) })),
    ];
  }
});
