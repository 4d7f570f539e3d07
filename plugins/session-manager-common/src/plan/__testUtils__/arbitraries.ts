import fc from 'fast-check';
import { resolveRoleSpec } from '../../roleSpec/resolveRoleSpec';
import { ResolvedRoleSpec } from '../../roleSpec/roleSpec';
import { isStep, Step } from '../Change';
import { EMPTY_SNAPSHOT, CompleteRoleSnapshot } from '../../role/RoleSnapshot';
import { plan, PlanOptions } from '../plan';
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

/** Specs of one role, so that any two can follow each other. */
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

/** How far plans go. */
export const planOptions: fc.Arbitrary<PlanOptions> = fc.record({
  adopt: fc.boolean(),
  exclusive: fc.boolean(),
});

// A role at another path than its record says carries another role's.
const ON_THE_RECORD = ['noTags', 'noRecord', 'elsewhere'];

/**
 * All that there is of a role after some years: made from a spec, meddled
 * with, brought in line with another, and so on.
 */
export const pasts = pastsWith(Object.keys(interferences));

/** The same where the role still carries the record of its own spec. */
export const pastsOnRecord = pastsWith(
  Object.keys(interferences).filter(name => !ON_THE_RECORD.includes(name)),
);

function pastsWith(meddlings: string[]): fc.Arbitrary<CompleteRoleSnapshot> {
  const chapter = fc.record({
    spec: specs,
    meddling: fc.subarray(meddlings, { maxLength: 3 }),
  });
  return fc
    .array(chapter, { maxLength: 3 })
    .map(chapters =>
      chapters.reduce(
        (all, { spec, meddling }) =>
          meddling.reduce(
            (meddled, name) => interferences[name](meddled),
            applied(spec, all),
          ),
        EMPTY_SNAPSHOT,
      ),
    );
}

/** What a run would find to do, given all that there is. */
export function planned(
  spec: ResolvedRoleSpec,
  all: CompleteRoleSnapshot,
  options?: PlanOptions,
) {
  return plan(spec, seen(all, namesOf(spec)), options);
}

/** All that there is after a plan is carried out; the same where it refuses. */
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

/** Every wave in some order, as it may come out when its calls race. */
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
