import fc from 'fast-check';
import { isOurs, MANAGED_BY, MANAGED_BY_TAG } from '../roleSpec/ownershipTags';
import { recordedSpec } from '../roleSpec/recordedSpec';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { Change, isStep, Step } from './Change';
import { EMPTY_SNAPSHOT, CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { PlanOptions } from './plan';
import { targetOf } from './target';
import {
  applied,
  pasts,
  pastsOnRecord,
  planned,
  planOptions,
  shuffled,
  specs,
} from './__testUtils__/arbitraries';
import { interferences } from './__testUtils__/interferences';
import { applyStep } from './__testUtils__/modelOfIam';
import { tagsOf } from './__testUtils__/views';

const runs = { numRuns: 2000 };
const seeds = fc.nat(1000);
const calls = fc.nat(20);

/** Checks a property of all plans that are carried out; of enough of them. */
function ofCarriedOut(
  from: fc.Arbitrary<CompleteRoleSnapshot>,
  check: (run: {
    next: ResolvedRoleSpec;
    all: CompleteRoleSnapshot;
    options: PlanOptions;
    steps: Step[];
    seed: number;
    died: number;
  }) => void,
) {
  let carriedOut = 0;
  fc.assert(
    fc.property(
      specs,
      from,
      planOptions,
      seeds,
      calls,
      (next, all, options, seed, died) => {
        const steps = planned(next, all, options);
        if (steps.every(isStep)) {
          carriedOut++;
          check({ next, all, options, steps, seed, died });
        }
      },
    ),
    runs,
  );
  expect(carriedOut).toBeGreaterThan(600);
}

describe('a plan, from any state', () => {
  it('refuses, or ends in the spec with nothing left to do', () => {
    ofCarriedOut(pasts, ({ next, all, options, steps, seed }) => {
      const end = shuffled(steps, seed).reduce(applyStep, all);
      expect(planned(next, end, options)).toEqual([]);
      expectSpec(next, end, options);
    });
  });

  it('is finished by the next run where it dies between any two calls, without an orphan', () => {
    ofCarriedOut(pastsOnRecord, ({ next, all, options, steps, seed, died }) => {
      const order = shuffled(steps, seed);
      const whole = order.reduce(applyStep, all);
      const dead = order.slice(0, died).reduce(applyStep, all);
      const rest = planned(next, dead, options);
      expect(reasons(rest)).toEqual([]);
      const end = shuffled(rest.filter(isStep), seed).reduce(applyStep, dead);
      expect(planned(next, end, options)).toEqual([]);
      expect(ours(end)).toEqual(ours(whole));
    });
  });

  it('has no step twice, and none that changes nothing', () => {
    ofCarriedOut(pasts, ({ all, steps, seed }) => {
      expect(new Set(steps.map(step => JSON.stringify(step))).size).toBe(
        steps.length,
      );
      shuffled(steps, seed).reduce((before, step) => {
        const after = applyStep(before, step);
        expect(after).not.toEqual(before);
        return after;
      }, all);
    });
  });

  it('writes on nothing of someone else, unless that is adopted', () => {
    ofCarriedOut(pasts, ({ all, options, steps }) => {
      for (const step of steps.filter(isWriting)) {
        const tags = tagsOf(all, step.arn);
        expect(tags === undefined || isOurs(tags) || options.adopt).toBe(true);
      }
    });
  });

  it('leaves a policy as it is that others use', () => {
    const others = (users: readonly string[]) =>
      users.filter(user => user !== 'web');
    const shared = ({ policies }: CompleteRoleSnapshot) =>
      policies
        .filter(({ attachedTo }) => others(attachedTo).length > 0)
        .map(({ arn, document, attachedTo }) => [
          arn,
          document,
          others(attachedTo),
        ]);
    ofCarriedOut(pasts, ({ all, steps }) => {
      expect(shared(steps.reduce(applyStep, all))).toEqual(shared(all));
    });
  });

  it('leaves what others attached, unless the spec is to be all', () => {
    ofCarriedOut(pasts, ({ all, options, steps }) => {
      const end = steps.reduce(applyStep, all);
      const foreign = ({ role, instanceProfiles }: CompleteRoleSnapshot) => [
        ...(role?.attachedPolicies ?? []).filter(arn => /::aws:/.test(arn)),
        ...Object.keys(role?.inlinePolicies ?? {}).filter(n => n === 'byHand'),
        ...instanceProfiles
          .filter(({ instanceProfileName: n }) => n === 'theirs')
          .flatMap(({ roles }) => roles.filter(name => name === 'web')),
      ];
      expect(foreign(end)).toEqual(options.exclusive ? [] : foreign(all));
    });
  });

  it.each(Object.entries(interferences))(
    'mends or refuses what "%s" does to a role that was as asked',
    (_, meddle) => {
      fc.assert(
        fc.property(specs, planOptions, (spec, options) => {
          const all = meddle(applied(spec, EMPTY_SNAPSHOT));
          const rest = planned(spec, applied(spec, all, options), options);
          expect(rest.length === 0 || reasons(rest).length > 0).toBe(true);
        }),
        { numRuns: 50 },
      );
    },
  );
});

/** Checks each thing that a spec says, by itself. */
function expectSpec(
  spec: ResolvedRoleSpec,
  { role, policies, instanceProfiles }: CompleteRoleSnapshot,
  { exclusive }: PlanOptions,
) {
  const target = targetOf(spec);
  expect(role).toMatchObject({
    path: spec.path,
    description: spec.roleDescription ?? '',
    maxSessionDuration: spec.maxSessionDuration,
    trust: target.role.value.trust,
    tags: {
      ...spec.roleTags,
      [MANAGED_BY_TAG]: MANAGED_BY,
    },
  });
  expect(role?.permissionsBoundaryArn).toBe(spec.permissionsBoundaryArn);
  expect(role && recordedSpec(role)).toEqual(JSON.parse(JSON.stringify(spec)));
  const wanted = target.policy ? [target.policy.arn] : [];
  expect(role?.attachedPolicies).toEqual(
    exclusive ? wanted : expect.arrayContaining(wanted),
  );
  if (target.policy) {
    const { arn, value } = target.policy;
    expect(policies.find(policy => policy.arn === arn)).toMatchObject({
      document: value.document,
      tags: { ...spec.policyTags, [MANAGED_BY_TAG]: MANAGED_BY },
    });
  }
  const { inlinePolicy } = target;
  const inline = inlinePolicy
    ? { [inlinePolicy.policyName]: inlinePolicy.document }
    : {};
  expect(role?.inlinePolicies).toEqual(
    exclusive ? inline : expect.objectContaining(inline),
  );
  const holding = instanceProfiles
    .filter(({ roles }) => roles.includes(spec.roleName))
    .map(({ instanceProfileName }) => instanceProfileName);
  const profiles = spec.instanceProfileName ? [spec.instanceProfileName] : [];
  expect(holding).toEqual(
    exclusive ? profiles : expect.arrayContaining(profiles),
  );
}

function reasons(changes: readonly Change[]) {
  return changes.flatMap(change => (isStep(change) ? [] : [change.reason]));
}

/** Whether a step changes a thing itself, and not what a role has to do with it. */
function isWriting({ operation }: Step): boolean {
  return operation !== 'RemoveRoleFromInstanceProfile';
}

function ours({ role, policies, instanceProfiles }: CompleteRoleSnapshot) {
  return {
    attached: [...(role?.attachedPolicies ?? [])].sort(),
    inline: Object.keys(role?.inlinePolicies ?? {}).sort(),
    tags: role?.tags,
    policies: policies
      .filter(({ tags }) => isOurs(tags))
      .map(policy => policy.arn)
      .sort(),
    profiles: instanceProfiles
      .map(({ arn, roles }) => JSON.stringify([arn, roles]))
      .sort(),
  };
}
