import fc from 'fast-check';
import { asList, PolicyStatement } from '../policy/PolicyDocument';
import {
  KEY_VALUES,
  KNOWN_KEYS,
  policies,
  request,
  statement,
  UNKNOWN_KEYS,
} from './__testUtils__/arbitraries';
import { AccessRequest } from './AccessRequest';
import { AccessPolicies, evaluateAccess } from './evaluateAccess';

const RUNS = 3000;
const ANYTHING = {
  keys: [...KNOWN_KEYS, ...UNKNOWN_KEYS],
  openPrincipals: true,
};

const RANK = { denied: 0, unknown: 1, allowed: 2 };
const outcome = (call: AccessRequest, by: AccessPolicies) =>
  evaluateAccess(call, by).outcome;
const rank = (call: AccessRequest, by: AccessPolicies) =>
  RANK[outcome(call, by)];

type Source = 'identity' | 'boundary' | 'resource';
const sources = fc.constantFrom<Source>('identity', 'boundary', 'resource');

/** Changes the first policy of a source, if there is one. */
function change(
  { identity, boundary, resource }: AccessPolicies,
  source: Source,
  by: (statements: readonly PolicyStatement[]) => readonly PolicyStatement[],
): AccessPolicies {
  const changed = <T extends AccessPolicies['boundary']>(document: T) =>
    typeof document === 'object'
      ? { ...document, Statement: by(asList(document.Statement)) }
      : document;
  return {
    identity:
      source === 'identity'
        ? identity.map((document, index) =>
            index === 0
              ? { ...document, Statement: by(asList(document.Statement)) }
              : document,
          )
        : identity,
    boundary: source === 'boundary' ? changed(boundary) : boundary,
    resource: source === 'resource' ? changed(resource) : resource,
  };
}

interface Case {
  call: AccessRequest;
  by: AccessPolicies;
}

/** Runs a property, and returns the outcomes of more than 1% of the cases. */
function outcomesOf<T extends Case>(
  inputs: fc.Arbitrary<T>,
  property: (input: T) => boolean,
) {
  const seen = { allowed: 0, denied: 0, unknown: 0 };
  fc.assert(
    fc.property(inputs, input => {
      seen[outcome(input.call, input.by)]++;
      return property(input);
    }),
    { numRuns: RUNS },
  );
  return (['allowed', 'denied', 'unknown'] as const).filter(
    one => seen[one] > RUNS / 100,
  );
}

const cases = fc.record({ call: request, by: policies(ANYTHING) });

/** A key has a policy. Without it, the outcome is unknown. */
const lacksKeyPolicy = ({ call, by }: Case) =>
  call.action.startsWith('kms:') && by.resource === undefined;

describe(`in ${RUNS} cases each`, () => {
  it('another deny statement never allows more', () => {
    expect(
      outcomesOf(
        fc.record({
          call: request,
          by: policies(ANYTHING),
          source: sources,
          denial: statement(ANYTHING, true),
        }),
        ({ call, by, source, denial }) => {
          const more = change(by, source, statements => [
            ...statements,
            { ...denial, Effect: 'Deny' },
          ]);
          return rank(call, more) <= rank(call, by);
        },
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('a missing allow statement never allows more', () => {
    expect(
      outcomesOf(
        fc.record({
          call: request,
          by: policies(ANYTHING),
          source: sources,
          place: fc.nat(3),
        }),
        ({ call, by, source, place }) => {
          const less = change(by, source, statements =>
            statements.filter(
              ({ Effect }, index) => Effect === 'Deny' || index !== place,
            ),
          );
          return rank(call, less) <= rank(call, by);
        },
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('the order and notation of statements have no effect', () => {
    const upper = (action: string) => action.toUpperCase();
    const inOtherNotation = (statements: readonly PolicyStatement[]) =>
      [...statements].reverse().map((one, index) => ({
        ...one,
        Sid: `S${index}`,
        ...(one.Action ? { Action: asList(one.Action).map(upper) } : {}),
        ...(one.NotAction
          ? { NotAction: [...asList(one.NotAction)].reverse().map(upper) }
          : {}),
        ...(one.Resource
          ? { Resource: [...asList(one.Resource)].reverse() }
          : {}),
      }));
    expect(
      outcomesOf(cases, ({ call, by }) => {
        let other = by;
        for (const source of ['identity', 'boundary', 'resource'] as const) {
          other = change(other, source, inOtherNotation);
        }
        other = { ...other, identity: [...other.identity].reverse() };
        return outcome(call, other) === outcome(call, by);
      }),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('statements have the same effect in one policy as in several', () => {
    expect(
      outcomesOf(cases, ({ call, by }) => {
        const statements = by.identity.flatMap(({ Statement }) =>
          asList(Statement),
        );
        const identity = [{ Version: '2012-10-17', Statement: statements }];
        return outcome(call, { ...by, identity }) === outcome(call, by);
      }),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('without conditions and unknown principals, the outcome is known', () => {
    expect(
      outcomesOf(
        fc.record({
          call: request,
          by: policies({ keys: [], openPrincipals: false }),
        }),
        one => lacksKeyPolicy(one) || outcome(one.call, one.by) !== 'unknown',
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('with conditions on known keys, the outcome is known', () => {
    expect(
      outcomesOf(
        fc.record({
          call: request,
          by: policies({ keys: KNOWN_KEYS, openPrincipals: false }),
        }),
        one => lacksKeyPolicy(one) || outcome(one.call, one.by) !== 'unknown',
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('a known outcome is the same for all values of the unknown keys', () => {
    const value = fc.option(fc.constantFrom(...KEY_VALUES), { nil: null });
    expect(
      outcomesOf(
        fc.record({
          call: request,
          by: policies(ANYTHING),
          values: fc.tuple(value, value),
        }),
        ({ call, by, values }) => {
          const keyValues = UNKNOWN_KEYS.map(
            (key, index) => [key, values[index]] as const,
          );
          const complete: AccessRequest = {
            ...call,
            context: {
              ...call.context,
              ...Object.fromEntries(
                keyValues.filter(([, one]) => one !== null),
              ),
            } as AccessRequest['context'],
            absentKeys: keyValues
              .filter(([, one]) => one === null)
              .map(([key]) => key),
          };
          const before = outcome(call, by);
          return before === 'unknown' || outcome(complete, by) === before;
        },
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('a policy that could not be read makes the outcome unknown unless it cannot affect it', () => {
    expect(
      outcomesOf(cases, ({ call, by }) => {
        const before = outcome(call, { ...by, resource: 'unknown' });
        return (
          before === 'unknown' ||
          by.resource === undefined ||
          outcome(call, by) === before
        );
      }),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });
});
