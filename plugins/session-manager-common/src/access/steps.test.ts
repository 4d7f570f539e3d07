import { PolicyStatement } from '../policy/PolicyDocument';
import { allow, policy } from './__testUtils__/policies';
import { PUT, put } from './__testUtils__/rules';
import { AccessCall } from './AccessRequest';
import { evaluateAccess } from './evaluateAccess';
import { StepBudget, STEPS_OF_DECISION } from './steps';

const LONG = 'a'.repeat(1_000);
const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index));
const when = (operator: string, wanted: string[]) =>
  allow('*', { Condition: { [operator]: { 'x:key': wanted } } });

describe('a decision', () => {
  it.each<[string, PolicyStatement, Partial<AccessCall>]>([
    [
      'a long value of the request with many of the policy',
      when(
        'Bool',
        many(600, index => `${index}`),
      ),
      { context: { 'x:key': LONG } },
    ],
    [
      'long values of the policy with several of the request',
      when(
        'Bool',
        many(200, () => LONG),
      ),
      { possibleKeys: { 'x:key': ['1', '2', '3'] } },
    ],
    [
      'long substituted values of many variables',
      allow('*', {
        Resource: many(60, () => `arn:aws:s3:::${'${x:key}'.repeat(10)}`),
      }),
      { context: { 'x:key': LONG } },
    ],
    [
      'many long resources with the same beginning',
      allow('*', { Resource: many(200, index => `${LONG}${index}`) }),
      { resource: `${LONG}a` },
    ],
    [
      'patterns that may match at every position',
      allow('*', { Resource: many(600, index => `*:*a${index}`) }),
      { resource: `arn:aws:s3:::${LONG}` },
    ],
    [
      'patterns with both wildcards that may match at every position',
      allow('*', { Resource: many(120, index => `*:*a*${index}*`) }),
      { resource: `arn:aws:s3:::${LONG}` },
    ],
    [
      'unknown parts that may match at every position',
      allow('*', { Resource: many(120, index => `arn:*a${index}`) }),
      { resource: `arn:aws:s3:::${LONG}*` },
    ],
  ])('is unknown if it has to compare %s', (_, statement, request) => {
    const longRequest = { ...PUT, ...request } as typeof PUT;
    expect(
      evaluateAccess(longRequest, {
        identity: Array(3).fill(policy(statement)),
      }),
    ).toEqual({
      outcome: 'unknown',
      decisive: [],
      reason: 'policies-too-complex',
    });
  });

  it('is made if these values are in other statements', () => {
    const others = many(600, () => LONG).map(Resource =>
      allow('*', { Resource }),
    );
    expect(
      evaluateAccess(PUT, {
        identity: [
          policy(...others.slice(0, 200)),
          policy(...others.slice(200, 400)),
          policy(...others.slice(400), put),
        ],
      }).outcome,
    ).toBe('allowed');
  });
});

describe('a budget', () => {
  it('can be used up completely, but not exceeded', () => {
    const steps = new StepBudget(3);
    steps.spend();
    steps.spend(2);
    expect(steps.remaining).toBe(0);
    expect(() => steps.spend()).toThrow('too many steps');
    expect(new StepBudget(1).trySpend(2)).toBe(false);
    expect(new StepBudget().remaining).toBe(STEPS_OF_DECISION);
  });
});
