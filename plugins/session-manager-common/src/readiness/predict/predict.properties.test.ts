import fc from 'fast-check';
import { asList, PolicyStatement } from '../../policy/PolicyDocument';
import { permissionsPolicy } from '../../documents/permissionsPolicy';
import { resolveRoleSpec } from '../../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../../roleSpec/roleSpec';
import {
  ACCOUNT,
  ofAdministrators,
  OTHER,
  predictions,
  ROLE,
} from '../__testUtils__/arbitraries';
import { BucketFacts, SessionFacts } from '../model/facts';
import { predict, PredictionInput } from './predict';
import { Problem, ProblemCode, Readiness } from '../model/Readiness';
import { Verdict } from '../../ternary/ternary';
import { repairedSpec } from '../repair/repairedSpec';
import { roleOfSpec } from '../model/sessionRole';

const RUNS = 1000;

/**
 * Runs a property, and returns the sum of its results, to check that the tested
 * case occurs.
 */
function count(
  property: (input: PredictionInput, readiness: Readiness) => number,
  inputs = predictions,
): number {
  let times = 0;
  fc.assert(
    fc.property(inputs, input => {
      times += property(input, predict(input));
    }),
    { numRuns: RUNS },
  );
  return times;
}

const RANK: Record<Verdict, number> = { no: 0, unknown: 1, yes: 2 };
const rank = (verdict: Verdict | null) => (verdict ? RANK[verdict] : -1);
const verdicts = ({ online, starts, logged }: Readiness) => [
  online,
  starts,
  logged.s3,
  logged.cloudWatchLogs,
];
const isOfS3 = ({ code }: Problem) => code.startsWith('s3-');

/** The problems that are hidden by a denied check. */
const HIDDEN_BY: Partial<Record<ProblemCode, ProblemCode[]>> = {
  'cw-encryption-check-denied': [
    'cw-encryption-group-missing',
    'cw-group-not-encrypted',
  ],
  's3-encryption-check-denied': [
    's3-encryption-check-failed',
    's3-bucket-not-encrypted',
  ],
  's3-put-denied': ['s3-put-acl-denied'],
};

const MISSING = { reason: 'It may not be read.', remedy: 'Allow it.' };

/** Removes one of the facts: unknown, or absent. */
const WITHOUT: Readonly<Record<string, (facts: SessionFacts) => SessionFacts>> =
  {
    ...Object.fromEntries(
      (
        [
          'logGroup',
          'bucket',
          'sessionKeyPolicy',
          'sessionKeyArn',
          'bucketKeyPolicy',
          'bucketKeyArn',
        ] as const
      ).flatMap(name => [
        [
          `${name} unknown`,
          (facts: SessionFacts) =>
            facts[name] ? { ...facts, [name]: { unknown: MISSING } } : facts,
        ],
        [
          `no ${name}`,
          ({ [name]: _, ...facts }: SessionFacts): SessionFacts => facts,
        ],
      ]),
    ),
    'the bucket’s encryption unknown': facts =>
      withBucket(facts, ({ encryption, kmsKeyArn, ...bucket }) => ({
        ...bucket,
        unknown: { encryption: MISSING },
      })),
    'the bucket’s policy unknown': facts =>
      withBucket(facts, ({ policy, ...bucket }) => ({
        ...bucket,
        unknown: { policy: MISSING },
      })),
  };

function withBucket(
  facts: SessionFacts,
  change: (bucket: BucketFacts) => BucketFacts,
): SessionFacts {
  const { bucket } = facts;
  return bucket && 'known' in bucket && bucket.known.exists
    ? { ...facts, bucket: { known: change(bucket.known) } }
    : facts;
}

function withStatement(
  { role, ...rest }: PredictionInput,
  statement: PolicyStatement,
): PredictionInput {
  const document = { Version: '2012-10-17', Statement: statement };
  return { ...rest, role: { ...role, policies: [...role.policies, document] } };
}

describe(`in ${RUNS} sessions`, () => {
  it('a verdict corresponds to the problems', () => {
    const verdictOf = (problems: Problem[]): Verdict => {
      const severities = problems.map(({ severity }) => severity);
      if (severities.includes('error')) {
        return 'no';
      }
      return severities.includes('unknown') ? 'unknown' : 'yes';
    };
    const seen = count((_, { online, starts, logged, problems }) => {
      const before = problems.filter(({ stage }) => stage !== 'log');
      const logs = problems.filter(({ stage }) => stage === 'log');
      const of = (stage: Problem[]) => verdictOf([...before, ...stage]);
      expect(online).toBe(
        verdictOf(problems.filter(({ stage }) => stage === 'online')),
      );
      expect(starts).toBe(verdictOf(before));
      const verdictsWithout = [logged.s3, logged.cloudWatchLogs];
      expect([null, of(logs.filter(isOfS3))]).toContain(verdictsWithout[0]);
      expect([null, of(logs.filter(one => !isOfS3(one)))]).toContain(
        verdictsWithout[1],
      );
      return verdictsWithout.filter(one => one === 'yes').length;
    });
    expect(seen).toBeGreaterThan(RUNS / 200);
  });

  it('another deny statement never improves a verdict', () => {
    const seen = count((input, readiness) => {
      const worse = predict(
        withStatement(input, {
          Effect: 'Deny',
          Action: ['logs:*', 'ssmmessages:OpenDataChannel', 's3:Put*'],
          Resource: '*',
        }),
      );
      const [a, b] = [verdicts(worse), verdicts(readiness)];
      expect(a.every((one, index) => rank(one) <= rank(b[index]))).toBe(true);
      return a.filter((one, index) => rank(one) < rank(b[index])).length;
    });
    expect(seen).toBeGreaterThan(RUNS / 200);
  });

  it.each(Object.entries(WITHOUT))(
    'a missing fact never improves a verdict: %s',
    (_, without) => {
      const seen = count(
        (input, readiness) => {
          const known = verdicts(readiness);
          const verdictsWithout = verdicts(
            predict({ ...input, facts: without(input.facts) }),
          );
          // A verdict that is certain without the fact is the same with it. A
          // log may have a verdict where, with the fact, no session starts.
          verdictsWithout.forEach((one, index) =>
            expect([
              known[index],
              'unknown',
              ...(known[index] ? [] : ['no']),
            ]).toContain(one),
          );
          return verdictsWithout.filter(
            (one, index) => one === 'unknown' && known[index] === 'yes',
          ).length;
        },
        fc.oneof(predictions, ofAdministrators),
      );
      expect(seen).toBeGreaterThan(0);
    },
  );

  it('a repair of the policy fixes its problem and causes no other', () => {
    const seen = count((input, readiness) => {
      const before = readiness.problems.map(({ code }) => code);
      const repairs = readiness.problems.flatMap(({ code, action, repair }) =>
        repair.kind === 'allow'
          ? [{ code, action, statement: repair.statement }]
          : [],
      );
      for (const { code, action, statement } of repairs) {
        const { problems } = predict(withStatement(input, statement));
        const left = problems.filter(
          one => one.code === code && one.action === action,
        );
        expect({ code, left }).toEqual({ code, left: [] });
        expect([...before, ...(HIDDEN_BY[code] ?? [])]).toEqual(
          expect.arrayContaining(problems.map(one => one.code)),
        );
      }
      return repairs.length;
    });
    expect(seen).toBeGreaterThan(RUNS / 2);
  });

  it.each(['documented', 'least-privilege'] as const)(
    'the repaired spec leaves no problem that the role can fix (%s)',
    policyStyle => {
      const account = { accountId: ACCOUNT, partition: 'aws' };
      const spec: RoleSpec = { roleName: 'web', policyStyle };
      const seen = count((input, readiness) => {
        const repairedInput = (of: RoleSpec): PredictionInput => ({
          ...input,
          role: roleOfSpec(resolveRoleSpec(of, account), input.role.boundary),
        });
        // The spec does not include the role's previous permissions.
        const repaired = repairedSpec(spec, readiness.problems, input);
        if (repaired.problems.length === 0) {
          return 0;
        }
        const { problems } = predict(repairedInput(repaired.spec));
        expect(
          problems.filter(
            ({ repair, resource }) =>
              // A spec cannot name a key of an unrelated account.
              (repair.kind === 'allow' || repair.statement) &&
              !resource?.includes(`${OTHER}:key/`),
          ),
        ).toEqual([]);
        return repaired.changes.length;
      });
      expect(seen).toBeGreaterThan(RUNS / 2);
    },
  );
});

it('a role derived from a spec has exactly the spec’s policy', () => {
  const spec = resolveRoleSpec(
    { roleName: 'web', s3: { bucket: 'corp-logs' } },
    { accountId: ACCOUNT, partition: 'aws' },
  );
  const { arn, policies } = roleOfSpec(spec);
  expect(arn).toBe(ROLE);
  expect(asList(policies[0].Statement)).toEqual(
    permissionsPolicy(spec).Statement,
  );
});
