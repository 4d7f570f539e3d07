import fc from 'fast-check';
import { PolicyDocument } from '../policy/PolicyDocument';
import {
  ACCOUNT,
  predictions,
  SESSION_KEY,
} from '../readiness/__testUtils__/arbitraries';
import { headline } from '../readiness/explain/headline';
import { BucketFacts, SessionFacts } from '../readiness/model/facts';
import { SessionPreferences } from '../readiness/model/preferences';
import { SessionEnvironment } from '../readiness/model/SessionEnvironment';
import { predict, PredictionInput } from '../readiness/predict/predict';
import { readinessOf } from '../readiness/predict/readinessOf';
import {
  BOUNDARY,
  environmentOf,
  here,
  storedRole,
} from './__testUtils__/storedRoles';
import { changeEnvironment } from './changeEnvironment';
import { isUnsafe, WhatIfVerdict } from './verdicts';
import { BucketChange, WhatIfChange, WhatIfResources } from './WhatIfChange';
import { mergeWhatIf, whatIf, WhatIfRole } from './whatIf';

const RUNS = 300;
const MOST_ROUNDS = 20;
const PLACE = { partition: 'aws', ...here };

/** What AWS gives a key whose policy is not specified. */
const DEFAULT: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'kms:*',
    Resource: '*',
  },
};

type Known<T> = { known: T };

/** Facts as they are read: keys have policies, and ARNs say which key it is. */
interface WholeFacts extends SessionFacts {
  logGroup: Known<{ exists: boolean; kmsKeyArn?: string }>;
  bucket: Known<BucketFacts>;
  sessionKeyPolicy: Known<PolicyDocument>;
  bucketKeyPolicy: Known<PolicyDocument>;
  bucketKeyArn: Known<string>;
}

type Input = Omit<PredictionInput, 'facts'> & { facts: WholeFacts };

const inputs: fc.Arbitrary<Input> = predictions.map(({ facts, ...rest }) => {
  const { bucket, bucketKeyArn, bucketKeyPolicy, ...others } =
    facts as unknown as WholeFacts;
  const { kmsKeyArn: name, encryption, ...found } = bucket.known;
  const isKey = encryption?.startsWith('aws:kms') && name;
  return {
    ...rest,
    facts: {
      ...others,
      bucket: {
        known: {
          ...found,
          ...(encryption ? { encryption } : {}),
          ...(isKey ? { kmsKeyArn: name } : {}),
        },
      },
      bucketKeyArn: name?.includes(':key/') ? { known: name } : bucketKeyArn,
      bucketKeyPolicy: { known: bucketKeyPolicy.known ?? DEFAULT },
      sessionKeyPolicy: { known: others.sessionKeyPolicy.known ?? DEFAULT },
    },
  };
});

/** Whether each part of a change is in it. */
const parts = fc.record({
  preferences: fc.boolean(),
  bucket: fc.boolean(),
  bucketKey: fc.boolean(),
  sessionKey: fc.boolean(),
  logGroup: fc.boolean(),
  boundary: fc.boolean(),
});
type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

const changes = fc.record({ before: inputs, after: inputs, parts });
type Changed = typeof changes extends fc.Arbitrary<infer T> ? T : never;

const bucketChange = ({
  unknown: _,
  ...bucket
}: BucketFacts): BucketChange => ({
  ...bucket,
  name: 'corp-logs',
  policy: bucket.policy ?? null,
  encryption: bucket.encryption ?? null,
  kmsKeyArn: bucket.kmsKeyArn ?? null,
});

const inputsOf = ({
  unreadable: _,
  parameters: __,
  ...preferences
}: SessionPreferences): Record<string, unknown> => ({ ...preferences });

const NEXT_POLICY = { known: DEFAULT };

/**
 * The change of a part of one input to that of another, and what was read of the
 * resources that it names.
 */
function changeOf({ before, after, parts: chosen }: Changed): {
  change: WhatIfChange;
  resources: WhatIfResources;
} {
  const { bucket, bucketKeyArn, bucketKeyPolicy } = before.facts;
  const next = after.facts;
  const bucketKey = chosen.bucket ? next : before.facts;
  const { boundary } = after.role;
  return {
    change: {
      ...here,
      ...(chosen.preferences && { preferences: inputsOf(after.preferences) }),
      ...(chosen.bucket && { bucket: bucketChange(next.bucket.known) }),
      ...(chosen.logGroup && {
        logGroup: {
          exists: next.logGroup.known.exists,
          kmsKeyArn: next.logGroup.known.kmsKeyArn ?? null,
        },
      }),
      ...((chosen.sessionKey || chosen.bucketKey) && {
        keys: {
          ...(chosen.sessionKey && {
            [SESSION_KEY]: { policy: next.sessionKeyPolicy.known },
          }),
          ...(chosen.bucketKey && {
            [bucketKey.bucketKeyArn.known]: {
              policy: next.bucketKeyPolicy.known,
            },
          }),
        },
      }),
      ...(chosen.boundary &&
        typeof boundary === 'object' && {
          boundaries: { [BOUNDARY]: boundary },
        }),
    },
    resources: {
      buckets: { 'corp-logs': bucket },
      logGroups: { '/ssm/s': before.facts.logGroup },
      keys: {
        ...Object.fromEntries(
          [SESSION_KEY, 'alias/session'].map(name => [
            name,
            {
              arn: { known: SESSION_KEY },
              policy: before.facts.sessionKeyPolicy,
            },
          ]),
        ),
        ...Object.fromEntries(
          [
            [bucket.known.kmsKeyArn, bucketKeyArn, bucketKeyPolicy] as const,
            [
              next.bucket.known.kmsKeyArn,
              next.bucketKeyArn,
              chosen.bucketKey ? next.bucketKeyPolicy : NEXT_POLICY,
            ] as const,
          ]
            .slice(0, chosen.bucket ? 2 : 1)
            .map(([name = '', arn, policy]) => [name, { arn, policy }]),
        ),
      },
    },
  };
}

/** The input after the change, without the code that is tested. */
function inputAfter({
  before,
  after,
  parts: chosen,
}: Changed): PredictionInput {
  const { facts } = before;
  const next = after.facts;
  const preferences = chosen.preferences
    ? after.preferences
    : before.preferences;
  const bucket = chosen.bucket ? next.bucket : facts.bucket;
  const hasOtherKey =
    bucket.known.kmsKeyArn !== facts.bucket.known.kmsKeyArn ||
    bucket.known.region !== facts.bucket.known.region;
  const keyPolicy = hasOtherKey ? NEXT_POLICY : facts.bucketKeyPolicy;
  const { boundary } = after.role;
  return {
    role: {
      ...before.role,
      ...(chosen.boundary && before.role.boundary && boundary
        ? { boundary }
        : {}),
    },
    preferences,
    facts: {
      ...facts,
      bucket,
      bucketKeyArn: hasOtherKey ? next.bucketKeyArn : facts.bucketKeyArn,
      bucketKeyPolicy: chosen.bucketKey ? next.bucketKeyPolicy : keyPolicy,
      logGroup: chosen.logGroup ? next.logGroup : facts.logGroup,
      sessionKeyPolicy: chosen.sessionKey
        ? next.sessionKeyPolicy
        : facts.sessionKeyPolicy,
    },
  };
}

const environmentFor = ({ preferences, facts }: PredictionInput) =>
  environmentOf(preferences, facts);

const roleFor = (input: PredictionInput): WhatIfRole =>
  storedRole(input.role, environmentFor(input));

/**
 * Runs a property until what it tests has occurred often enough, which random
 * cases reach sooner or later.
 */
function check(
  property: (changed: Changed) => boolean,
  { atLeast = 0 } = {},
): void {
  let times = 0;
  const runRound = () =>
    fc.assert(
      fc.property(changes, changed => {
        times += Number(property(changed));
      }),
      { numRuns: RUNS },
    );
  runRound();
  for (let round = 1; times < atLeast && round < MOST_ROUNDS; round++) {
    runRound();
  }
  expect(times).toBeGreaterThanOrEqual(atLeast);
}

const verdictFor = (
  { change, resources }: ReturnType<typeof changeOf>,
  role: WhatIfRole,
): WhatIfVerdict =>
  whatIf(change, [role], resources).items[0]?.verdict ?? 'unchanged';

it('changes nothing if nothing changes', () => {
  const all = Object.fromEntries(
    [
      'preferences',
      'bucket',
      'bucketKey',
      'sessionKey',
      'logGroup',
      'boundary',
    ].map(part => [part, true]),
  ) as unknown as Parts;
  check(({ before }) => {
    const { change } = changeOf({ before, after: before, parts: all });
    for (const none of [here, change]) {
      expect(whatIf(none, [roleFor(before)])).toMatchObject({ items: [] });
    }
    return true;
  });
});

it('equals predicting anew in the changed environment', () => {
  check(
    changed => {
      const { change, resources } = changeOf(changed);
      const before = predict(changed.before);
      const expected = predict(inputAfter(changed));
      const result = whatIf(change, [roleFor(changed.before)], resources);
      const states = [before, expected].map(one => headline(one).state);

      expect([result.before, result.after]).toEqual(
        states.map(state => ({ [state]: 1 })),
      );
      const shown = expected.problems.filter(
        ({ severity }) => severity !== 'info',
      );
      const [item] = result.items;
      const known = JSON.stringify(before.problems);
      for (const { region: _, ...problem } of item?.appeared ?? []) {
        expect(shown).toContainEqual(problem);
      }
      for (const problem of shown) {
        const appeared = item?.appeared.some(
          ({ code }) => code === problem.code,
        );
        expect(appeared || known.includes(`"${problem.code}"`)).toBe(true);
      }
      for (const code of item?.gone ?? []) {
        expect(shown.map(one => one.code)).not.toContain(code);
      }
      return states[0] !== states[1];
    },
    { atLeast: RUNS / 10 },
  );
});

it('predicts the same from predictions that are stored', () => {
  check(changed => {
    const { change, resources } = changeOf(changed);
    const role = roleFor(changed.before);
    const [{ region, environment }] = role.regions;
    const readiness = readinessOf({
      role: changed.before.role,
      preferences: environment.preferences,
      facts: environment.facts,
    });
    const predicted = { ...role, predictions: [{ region, readiness }] };
    expect(whatIf(change, [predicted], resources)).toEqual(
      whatIf(change, [role], resources),
    );
    return true;
  });
});

it('of two changes is that of one after the other', () => {
  check(
    changed => {
      const { change, resources } = changeOf(changed);
      const { preferences, ...others } = change;
      const environment = environmentFor(changed.before);
      const next = (from: SessionEnvironment, then: WhatIfChange) =>
        changeEnvironment(from, PLACE, then, resources).environment;
      expect(next(next(environment, { ...here, preferences }), others)).toEqual(
        next(environment, change),
      );
      return preferences !== undefined && Object.keys(others).length > 2;
    },
    { atLeast: RUNS / 10 },
  );
});

it('of all roles is that of their parts', () => {
  check(changed => {
    const { change, resources } = changeOf(changed);
    const roles = [changed.before, changed.after].map(roleFor);
    expect(
      mergeWhatIf(roles.map(role => whatIf(change, [role], resources))),
    ).toEqual(whatIf(change, roles, resources));
    return true;
  });
});

const UNREAD = { unknown: { reason: 'Refused.', remedy: 'Allow it.' } };
const fault = {
  kind: 'refused' as const,
  code: 'AccessDenied',
  message: 'Refused.',
  hint: 'Allow.',
};

/** The role as it is stored if something could not be read. */
const HIDDEN: Record<string, (input: Input) => WhatIfRole> = {
  bucket: ({ facts, ...input }) =>
    roleFor({
      ...input,
      facts: {
        ...facts,
        bucket: UNREAD,
        bucketKeyArn: undefined,
        bucketKeyPolicy: undefined,
      },
    }),
  'bucket policy': ({ facts, ...input }) => {
    const { policy, ...bucket } = facts.bucket.known;
    const unknown = { policy: UNREAD.unknown };
    return roleFor({
      ...input,
      facts: { ...facts, bucket: { known: { ...bucket, unknown } } },
    });
  },
  'bucket encryption': ({ facts, ...input }) => {
    const { encryption, kmsKeyArn, ...bucket } = facts.bucket.known;
    const unknown = { encryption: UNREAD.unknown };
    return roleFor({
      ...input,
      facts: {
        ...facts,
        bucket: { known: { ...bucket, unknown } },
        bucketKeyArn: undefined,
        bucketKeyPolicy: undefined,
      },
    });
  },
  'bucket key': ({ facts, ...input }) =>
    roleFor({
      ...input,
      facts: { ...facts, bucketKeyPolicy: UNREAD, bucketKeyArn: UNREAD },
    }),
  'session key': ({ facts, ...input }) =>
    roleFor({
      ...input,
      facts: { ...facts, sessionKeyPolicy: UNREAD, sessionKeyArn: UNREAD },
    }),
  'log group': ({ facts, ...input }) =>
    roleFor({ ...input, facts: { ...facts, logGroup: UNREAD } }),
  boundary: ({ role, ...input }) =>
    roleFor({
      ...input,
      role: { ...role, ...(role.boundary ? { boundary: 'unknown' } : {}) },
    }),
  preferences: input => {
    const role = roleFor(input);
    const [{ region, environment }] = role.regions;
    return {
      ...role,
      regions: [
        {
          region,
          environment: {
            preferences: {
              document: environment.preferences.document,
              status: 'unknown',
              fault,
            },
            facts: { region, target: input.facts.target },
          },
        },
      ],
    };
  },
};

it.each(Object.keys(HIDDEN))(
  'is never called safe because the %s was not read',
  what => {
    check(
      changed => {
        const made = changeOf(changed);
        const hidden = HIDDEN[what](changed.before);
        // What the change names is not read, either.
        const verdict = verdictFor({ ...made, resources: {} }, hidden);
        const isReallyUnsafe = isUnsafe(
          verdictFor(made, roleFor(changed.before)),
        );
        expect([verdict, isReallyUnsafe && !isUnsafe(verdict)]).toEqual([
          verdict,
          false,
        ]);
        return isReallyUnsafe;
      },
      { atLeast: RUNS / 20 },
    );
  },
);
