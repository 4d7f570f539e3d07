import fc from 'fast-check';
import { asList, PolicyStatement } from '../policy/PolicyDocument';
import { permissionsPolicy } from '../policy/permissionsPolicy';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../roleSpec/roleSpec';
import {
  ACCOUNT,
  ofAdministrators,
  OTHER,
  predictions,
  ROLE,
} from './__testUtils__/arbitraries';
import { BucketFacts, SessionFacts } from './facts';
import { predict, PredictionInput } from './predict';
import { Problem, ProblemCode, Readiness } from './Readiness';
import { Verdict } from '../ternary/ternary';
import { repairedSpec } from './repairedSpec';
import { roleOfSpec } from './sessionRole';

const RUNS = 1000;

/** Runs a property, and tells how often what it is about came up. */
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

/** What a refused look keeps the agent from seeing. */
const BEHIND: Partial<Record<ProblemCode, ProblemCode[]>> = {
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

const MISSING = { reason: 'It may not be read.', settle: 'Allow it.' };

/** The facts without one of them: not known, or not told at all. */
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
  it('a verdict is what its problems are', () => {
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
      const told = [logged.s3, logged.cloudWatchLogs];
      expect([null, of(logs.filter(isOfS3))]).toContain(told[0]);
      expect([null, of(logs.filter(one => !isOfS3(one)))]).toContain(told[1]);
      return told.filter(one => one === 'yes').length;
    });
    expect(seen).toBeGreaterThan(RUNS / 200);
  });

  it('another denial never makes anything better', () => {
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
    'a fact that is missing is never taken for a good one: %s',
    (_, without) => {
      const seen = count(
        (input, readiness) => {
          const known = verdicts(readiness);
          const told = verdicts(
            predict({ ...input, facts: without(input.facts) }),
          );
          // What is settled without the fact is what it is with it; a log is
          // told of as well where it is not known that no session starts.
          told.forEach((one, index) =>
            expect([
              known[index],
              'unknown',
              ...(known[index] ? [] : ['no']),
            ]).toContain(one),
          );
          return told.filter(
            (one, index) => one === 'unknown' && known[index] === 'yes',
          ).length;
        },
        fc.oneof(predictions, ofAdministrators),
      );
      expect(seen).toBeGreaterThan(0);
    },
  );

  it('a repair of the policy mends its problem and makes no other', () => {
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
        expect([...before, ...(BEHIND[code] ?? [])]).toEqual(
          expect.arrayContaining(problems.map(one => one.code)),
        );
      }
      return repairs.length;
    });
    expect(seen).toBeGreaterThan(RUNS / 2);
  });

  it.each(['documented', 'least-privilege'] as const)(
    'the repaired spec leaves nothing that is the role’s to mend (%s)',
    policyStyle => {
      const account = { accountId: ACCOUNT, partition: 'aws' };
      const spec: RoleSpec = { roleName: 'web', policyStyle };
      const seen = count((input, readiness) => {
        const made = (of: RoleSpec): PredictionInput => ({
          ...input,
          role: roleOfSpec(resolveRoleSpec(of, account), input.role.boundary),
        });
        // The spec knows nothing of what the role could do before.
        const repaired = repairedSpec(spec, readiness.problems, input);
        if (repaired.problems.length === 0) {
          return 0;
        }
        const { problems } = predict(made(repaired.spec));
        expect(
          problems.filter(
            ({ repair, resource }) =>
              // A spec names no key of an account that has no part in it.
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

it('a role as its spec says has its policy and no other', () => {
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
