import fc from 'fast-check';
import { isOurs } from '../roleSpec/ownershipTags';
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
import { loose, namesOf, seen, tagsOf } from './__testUtils__/views';

/** What a deletion looks for where it knows the role’s name only. */
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

  /** Checks a property of all deletions that are carried out. */
  function ofDeletions(
    from: fc.Arbitrary<CompleteRoleSnapshot>,
    check: (run: {
      all: CompleteRoleSnapshot;
      steps: Step[];
      seed: number;
      died: number;
    }) => void,
  ) {
    let carriedOut = 0;
    fc.assert(
      fc.property(from, fc.nat(1000), fc.nat(20), (all, seed, died) => {
        const steps = deletionPlanned(all);
        if (steps.every(isStep)) {
          carriedOut++;
          check({ all, steps, seed, died });
        }
      }),
      { numRuns: 2000 },
    );
    expect(carriedOut).toBeGreaterThan(600);
  }

  it('leaves nothing of ours, also when it dies between any two calls', () => {
    ofDeletions(pastsOnRecord, ({ all, steps, seed, died }) => {
      const dead = shuffled(steps, seed).slice(0, died).reduce(applyStep, all);
      const rest = deletionPlanned(dead).filter(isStep);
      const end = shuffled(rest, seed).reduce(applyStep, dead);

      expect(deletionPlanned(end)).toEqual([]);
      expect(end.role).toBeUndefined();
      const found = seen(all, LEAST_NAMES);
      expect(loose(end)).toEqual(
        loose(all).filter(arn => tagsOf(found, arn) === undefined),
      );
    });
  });

  it('leaves nothing of what a creation had made that died', () => {
    fc.assert(
      fc.property(specs, fc.nat(1000), fc.nat(5), (spec, seed, died) => {
        const names = namesOf(spec);
        const dead = shuffled(
          planned(spec, EMPTY_SNAPSHOT).filter(isStep),
          seed,
        )
          .slice(0, died)
          .reduce(applyStep, EMPTY_SNAPSHOT);
        const end = planDeletion(roleName, seen(dead, names), unused)
          .filter(isStep)
          .reduce(applyStep, dead);
        expect(end).toEqual({
          role: undefined,
          policies: [],
          instanceProfiles: [],
        });
      }),
      { numRuns: 500 },
    );
  });

  it('writes on nothing of someone else, but takes the role out', () => {
    ofDeletions(pasts, ({ all, steps }) => {
      for (const step of steps) {
        const tags = tagsOf(all, step.arn);
        expect(
          (tags !== undefined && isOurs(tags)) ||
            step.operation === 'RemoveRoleFromInstanceProfile',
        ).toBe(true);
      }
    });
  });

  it('leaves what is someone else’s as it was, but for the role', () => {
    ofDeletions(pasts, ({ all, steps }) => {
      const end = steps.reduce(applyStep, all);
      expect(theirs(end)).toEqual(theirs(all));
    });
  });

  /** What others have, without what the role had to do with it. */
  function theirs({ policies, instanceProfiles }: CompleteRoleSnapshot) {
    const others = (names: readonly string[]) =>
      names.filter(name => name !== roleName);
    return [
      ...policies
        .filter(
          ({ tags, attachedTo }) =>
            !isOurs(tags) || others(attachedTo).length > 0,
        )
        .map(policy => ({ ...policy, attachedTo: others(policy.attachedTo) })),
      ...instanceProfiles
        .filter(({ tags, roles }) => !isOurs(tags) || others(roles).length > 0)
        .map(profile => ({ ...profile, roles: others(profile.roles) })),
    ];
  }
});
