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
const outcome = (asked: AccessRequest, by: AccessPolicies) =>
  evaluateAccess(asked, by).outcome;
const rank = (asked: AccessRequest, by: AccessPolicies) =>
  RANK[outcome(asked, by)];

type Source = 'identity' | 'boundary' | 'resource';
const sources = fc.constantFrom<Source>('identity', 'boundary', 'resource');

/** Changes the first policy of a source, where there is one. */
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
  asked: AccessRequest;
  by: AccessPolicies;
}

/** Runs a property, and tells the outcomes of more than 1% of the cases. */
function holds<T extends Case>(
  inputs: fc.Arbitrary<T>,
  property: (input: T) => boolean,
) {
  const seen = { allowed: 0, denied: 0, unknown: 0 };
  fc.assert(
    fc.property(inputs, input => {
      seen[outcome(input.asked, input.by)]++;
      return property(input);
    }),
    { numRuns: RUNS },
  );
  return (['allowed', 'denied', 'unknown'] as const).filter(
    one => seen[one] > RUNS / 100,
  );
}

const cases = fc.record({ asked: request, by: policies(ANYTHING) });

/** A key has a policy: without it, nothing is settled. */
const lacksKeyPolicy = ({ asked, by }: Case) =>
  asked.action.startsWith('kms:') && by.resource === undefined;

describe(`in ${RUNS} cases each`, () => {
  it('another deny never makes anything more allowed', () => {
    expect(
      holds(
        fc.record({
          asked: request,
          by: policies(ANYTHING),
          source: sources,
          denial: statement(ANYTHING, true),
        }),
        ({ asked, by, source, denial }) => {
          const more = change(by, source, statements => [
            ...statements,
            { ...denial, Effect: 'Deny' },
          ]);
          return rank(asked, more) <= rank(asked, by);
        },
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('an allow less never makes anything more allowed', () => {
    expect(
      holds(
        fc.record({
          asked: request,
          by: policies(ANYTHING),
          source: sources,
          place: fc.nat(3),
        }),
        ({ asked, by, source, place }) => {
          const less = change(by, source, statements =>
            statements.filter(
              ({ Effect }, index) => Effect === 'Deny' || index !== place,
            ),
          );
          return rank(asked, less) <= rank(asked, by);
        },
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('the order and the writing of statements do not matter', () => {
    const upper = (action: string) => action.toUpperCase();
    const rewritten = (statements: readonly PolicyStatement[]) =>
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
      holds(cases, ({ asked, by }) => {
        let other = by;
        for (const source of ['identity', 'boundary', 'resource'] as const) {
          other = change(other, source, rewritten);
        }
        other = { ...other, identity: [...other.identity].reverse() };
        return outcome(asked, other) === outcome(asked, by);
      }),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('statements in one policy are as good as in several', () => {
    expect(
      holds(cases, ({ asked, by }) => {
        const statements = by.identity.flatMap(({ Statement }) =>
          asList(Statement),
        );
        const identity = [{ Version: '2012-10-17', Statement: statements }];
        return outcome(asked, { ...by, identity }) === outcome(asked, by);
      }),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('without conditions and open principals, everything is settled', () => {
    expect(
      holds(
        fc.record({
          asked: request,
          by: policies({ keys: [], openPrincipals: false }),
        }),
        one => lacksKeyPolicy(one) || outcome(one.asked, one.by) !== 'unknown',
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('conditions on known keys are settled', () => {
    expect(
      holds(
        fc.record({
          asked: request,
          by: policies({ keys: KNOWN_KEYS, openPrincipals: false }),
        }),
        one => lacksKeyPolicy(one) || outcome(one.asked, one.by) !== 'unknown',
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('what is settled stays so, whatever the unknown keys turn out to be', () => {
    const value = fc.option(fc.constantFrom(...KEY_VALUES), { nil: null });
    expect(
      holds(
        fc.record({
          asked: request,
          by: policies(ANYTHING),
          values: fc.tuple(value, value),
        }),
        ({ asked, by, values }) => {
          const told = UNKNOWN_KEYS.map(
            (key, index) => [key, values[index]] as const,
          );
          const complete: AccessRequest = {
            ...asked,
            context: {
              ...asked.context,
              ...Object.fromEntries(told.filter(([, one]) => one !== null)),
            } as AccessRequest['context'],
            absentKeys: told
              .filter(([, one]) => one === null)
              .map(([key]) => key),
          };
          const before = outcome(asked, by);
          return before === 'unknown' || outcome(complete, by) === before;
        },
      ),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('a policy that could not be read settles only what it cannot change', () => {
    expect(
      holds(cases, ({ asked, by }) => {
        const before = outcome(asked, { ...by, resource: 'unknown' });
        return (
          before === 'unknown' ||
          by.resource === undefined ||
          outcome(asked, by) === before
        );
      }),
    ).toEqual(['allowed', 'denied', 'unknown']);
  });
});
