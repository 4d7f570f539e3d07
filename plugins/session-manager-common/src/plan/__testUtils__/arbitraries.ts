import fc from 'fast-check';
import { resolveRoleSpec } from '../../roleSpec/resolveRoleSpec';
import { ResolvedRoleSpec } from '../../roleSpec/roleSpec';
import { isStep, Step } from '../Change';
import { EMPTY_SNAPSHOT, CompleteRoleSnapshot } from '../../role/RoleSnapshot';
import { plan } from '../plan';
import { PlanOptions } from '../PlanContext';
import { waves } from '../waves';
import { interferences } from './interferences';
import { applyStep } from './modelOfIam';
import { namesOf, seen } from './views';

const account = { accountId: '111122223333', partition: 'aws' };
const KEYS = ['1', '2'].map(
  id => `arn:aws:kms:us-east-1:111122223333:key/${id}`,
);

const tags = fc.dictionary(
  fc.constantFrom('team', 'stage', 'owner'),
  fc.constantFrom('a', 'b', ''),
);

/** Random specs of one role, so that any spec can follow any other. */
export const specs: fc.Arbitrary<ResolvedRoleSpec> = fc
  .tuple(
    fc.record(
      {
        roleDescription: fc.constantFrom('one', 'other', 'x'.repeat(900)),
        policyName: fc.constantFrom('permissions', 'other-permissions'),
        policyType: fc.constantFrom('managed' as const, 'inline' as const),
        policyStyle: fc.constantFrom(
          'documented' as const,
          'least-privilege' as const,
        ),
        kmsKeyArn: fc.constantFrom(...KEYS),
        s3: fc.constantFrom(
          { bucket: 'corp-logs' },
          { bucket: 'corp-logs', prefix: 'web' },
          { bucket: 'their-logs', bucketOwner: '444455556666' },
        ),
        cloudWatchLogs: fc.constantFrom({}, { logGroup: '/ssm/sessions' }),
        instanceProfileName: fc.constantFrom('servers', 'other-servers'),
        permissionsBoundaryArn: fc.constantFrom(
          'arn:aws:iam::111122223333:policy/boundary',
          'arn:aws:iam::111122223333:policy/other-boundary',
        ),
        roleTags: tags,
        policyTags: tags,
        entityRef: fc.constantFrom(
          'component:default/a',
          'component:default/b',
        ),
      },
      { requiredKeys: [] },
    ),
    fc.boolean(),
    fc.constantFrom(undefined, 7200),
  )
  .map(([{ instanceProfileName, ...spec }, hybrid, maxSessionDuration]) =>
    resolveRoleSpec(
      {
        roleName: 'web',
        ...spec,
        ...(hybrid ? { target: 'hybrid' } : { instanceProfileName }),
      },
      { ...account, maxSessionDuration },
    ),
  );

/** Random plan options. */
export const planOptions: fc.Arbitrary<PlanOptions> = fc.record({
  adopt: fc.boolean(),
  exclusive: fc.boolean(),
});

// A role at another path than the one in its record has the record of another
// role.
const ON_THE_RECORD = ['noTags', 'noRecord', 'elsewhere'];

/**
 * Random histories: a role created from a spec, changed by others, updated to
 * another spec, and so on.
 */
export const pasts = pastsWith(Object.keys(interferences));

/** The same, but the role still has the record of its own spec. */
export const pastsOnRecord = pastsWith(
  Object.keys(interferences).filter(name => !ON_THE_RECORD.includes(name)),
);

function pastsWith(names: string[]): fc.Arbitrary<CompleteRoleSnapshot> {
  const chapter = fc.record({
    spec: specs,
    interferenceNames: fc.subarray(names, { maxLength: 3 }),
  });
  return fc
    .array(chapter, { maxLength: 3 })
    .map(chapters =>
      chapters.reduce(
        (all, { spec, interferenceNames }) =>
          interferenceNames.reduce(
            (changedState, name) => interferences[name](changedState),
            applied(spec, all),
          ),
        EMPTY_SNAPSHOT,
      ),
    );
}

/** The plan of a run, given the state of IAM. */
export function planned(
  spec: ResolvedRoleSpec,
  all: CompleteRoleSnapshot,
  options?: PlanOptions,
) {
  return plan(spec, seen(all, namesOf(spec)), options);
}

/**
 * The state of IAM after a plan is applied; unchanged if the plan has a
 * refusal.
 */
export function applied(
  spec: ResolvedRoleSpec,
  all: CompleteRoleSnapshot,
  options?: PlanOptions,
): CompleteRoleSnapshot {
  const changes = planned(spec, all, options);
  return changes.every(isStep)
    ? waves(changes).flat().reduce(applyStep, all)
    : all;
}

/** The steps with each wave in random order, as its calls may finish. */
export function shuffled(steps: readonly Step[], seed: number): Step[] {
  return waves(steps).flatMap(wave =>
    [...wave].sort((a, b) => hash(textOf(a), seed) - hash(textOf(b), seed)),
  );
}

function textOf({ operation, arn, before, after }: Step): string {
  return JSON.stringify([operation, arn, before, after]);
}

function hash(text: string, seed: number): number {
  return [...text].reduce(
    (sum, char) => (sum * 31 + char.charCodeAt(0) + seed) % 10007,
    seed,
  );
}
