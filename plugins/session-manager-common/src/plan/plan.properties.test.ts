import fc from 'fast-check';
import {
  isManagedByPortal,
  MANAGED_BY,
  MANAGED_BY_TAG,
} from '../roleSpec/ownershipTags';
import { recordedSpec } from '../roleSpec/recordedSpec';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { Change, isStep, Step } from './Change';
import { EMPTY_SNAPSHOT, CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { PlanOptions } from './PlanContext';
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

/**
 * Checks a property of all plans without refusals, and that there are enough of
 * them.
 */
function ofExecutedPlans(
  from: fc.Arbitrary<CompleteRoleSnapshot>,
  check: (run: {
    next: ResolvedRoleSpec;
    all: CompleteRoleSnapshot;
    options: PlanOptions;
    steps: Step[];
    seed: number;
    interruptedAfter: number;
  }) => void,
) {
  let executionOf = 0;
  fc.assert(
    fc.property(
      specs,
      from,
      planOptions,
      seeds,
      calls,
      (next, all, options, seed, interruptedAfter) => {
        const steps = planned(next, all, options);
        if (steps.every(isStep)) {
          executionOf++;
          check({ next, all, options, steps, seed, interruptedAfter });
        }
      },
    ),
    runs,
  );
  expect(executionOf).toBeGreaterThan(600);
}

describe('a plan, from any state', () => {
  it('is refused, or results in the spec without further changes', () => {
    ofExecutedPlans(pasts, ({ next, all, options, steps, seed }) => {
      const end = shuffled(steps, seed).reduce(applyStep, all);
      expect(planned(next, end, options)).toEqual([]);
      expectSpec(next, end, options);
    });
  });

  it('is completed by the next run if it is interrupted between any two calls, without orphans', () => {
    ofExecutedPlans(
      pastsOnRecord,
      ({ next, all, options, steps, seed, interruptedAfter }) => {
        const order = shuffled(steps, seed);
        const completed = order.reduce(applyStep, all);
        const interrupted = order
          .slice(0, interruptedAfter)
          .reduce(applyStep, all);
        const rest = planned(next, interrupted, options);
        expect(reasons(rest)).toEqual([]);
        const end = shuffled(rest.filter(isStep), seed).reduce(
          applyStep,
          interrupted,
        );
        expect(planned(next, end, options)).toEqual([]);
        expect(portalState(end)).toEqual(portalState(completed));
      },
    );
  });

  it('has no duplicate step and no step without effect', () => {
    ofExecutedPlans(pasts, ({ all, steps, seed }) => {
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

  it('does not write to resources of others unless they are adopted', () => {
    ofExecutedPlans(pasts, ({ all, options, steps }) => {
      for (const step of steps.filter(isWriting)) {
        const tags = tagsOf(all, step.arn);
        expect(
          tags === undefined || isManagedByPortal(tags) || options.adopt,
        ).toBe(true);
      }
    });
  });

  it('does not change a policy that others use', () => {
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
    ofExecutedPlans(pasts, ({ all, steps }) => {
      expect(shared(steps.reduce(applyStep, all))).toEqual(shared(all));
    });
  });

  it('preserves attachments of others unless the option `exclusive` is set', () => {
    ofExecutedPlans(pasts, ({ all, options, steps }) => {
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
    'repairs or refuses the interference "%s"',
    (_, interference) => {
      fc.assert(
        fc.property(specs, planOptions, (spec, options) => {
          const all = interference(applied(spec, EMPTY_SNAPSHOT));
          const rest = planned(spec, applied(spec, all, options), options);
          expect(rest.length === 0 || reasons(rest).length > 0).toBe(true);
        }),
        { numRuns: 50 },
      );
    },
  );
});

/** Checks each field of a spec separately. */
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
  const profilesWithRole = instanceProfiles
    .filter(({ roles }) => roles.includes(spec.roleName))
    .map(({ instanceProfileName }) => instanceProfileName);
  const profiles = spec.instanceProfileName ? [spec.instanceProfileName] : [];
  expect(profilesWithRole).toEqual(
    exclusive ? profiles : expect.arrayContaining(profiles),
  );
}

function reasons(changes: readonly Change[]) {
  return changes.flatMap(change => (isStep(change) ? [] : [change.reason]));
}

/** Whether a step changes the resource itself, not its relation to a role. */
function isWriting({ operation }: Step): boolean {
  return operation !== 'RemoveRoleFromInstanceProfile';
}

function portalState({
  role,
  policies,
  instanceProfiles,
}: CompleteRoleSnapshot) {
  return {
    attached: [...(role?.attachedPolicies ?? [])].sort(),
    inline: Object.keys(role?.inlinePolicies ?? {}).sort(),
    tags: role?.tags,
    policies: policies
      .filter(({ tags }) => isManagedByPortal(tags))
      .map(policy => policy.arn)
      .sort(),
    profiles: instanceProfiles
      .map(({ arn, roles }) => JSON.stringify([arn, roles]))
      .sort(),
  };
}
