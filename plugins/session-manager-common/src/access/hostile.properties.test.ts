import fc from 'fast-check';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { allow, policy } from './__testUtils__/policies';
import { PUT, put, ROLE } from './__testUtils__/rules';
import {
  AccessPolicies,
  decideAccess,
  evaluateAccess,
  readPolicies,
} from './evaluateAccess';
import { readStatements } from './statements';
import { STEPS_OF_DECISION, StepBudget } from './steps';
import { subjectOfRequest } from './subject';

const MANY = 1e12;

/** The number of steps to decide on a request. */
function stepsOf(policies: AccessPolicies, request = PUT) {
  const steps = new StepBudget(MANY);
  const { outcome } = decideAccess(
    subjectOfRequest(request),
    readPolicies(policies),
    steps,
  );
  return { outcome, deciding: MANY - steps.remaining };
}

const characters = (document: unknown) => JSON.stringify(document).length;

/** Everything with a meaning in a policy, an ARN, or their parsers. */
const SPECIAL = [
  ...'*?${}:/\'", .-+@=\\()[]|^\t\n0aé\u{1f600}',
  '${',
  '${a',
  '${a}',
  '${*}',
  "${a, '",
  "${a, 'b'}",
  '${ ',
  'a*',
  '*a',
  '?*',
  '*:',
  ':*',
  'arn:',
  '1.',
  '10.0.0.0/',
];

const run = fc
  .tuple(fc.constantFrom(...SPECIAL), fc.integer({ min: 1, max: 4000 }))
  .map(([text, times]) => text.repeat(times));

const hostileText = fc
  .array(fc.oneof(run, fc.constantFrom('arn:aws:s3:::logs/', 's3:', 'x')), {
    minLength: 1,
    maxLength: 3,
  })
  .map(parts => parts.join(''));

const texts = fc.oneof(
  hostileText,
  fc.array(hostileText, { minLength: 1, maxLength: 3 }),
);

const OPERATORS = [
  'StringEquals',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'ForAllValues:StringNotLike',
  'ArnLike',
  'ArnNotEquals',
  'NumericLessThan',
  'DateGreaterThan',
  'IpAddress',
  'Bool',
  'Null',
  'BinaryEquals',
];
const KEYS = ['aws:PrincipalTag/team', 'aws:PrincipalArn', 'aws:SourceIp'];

const conditions = fc.dictionary(
  fc.oneof(fc.constantFrom(...OPERATORS), hostileText),
  fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), hostileText), texts, {
    maxKeys: 2,
  }),
  { maxKeys: 2 },
);

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Deny'),
    action: fc.oneof(fc.constant('*'), texts),
    but: fc.boolean(),
    resource: fc.oneof(fc.constant('*'), texts),
    butNot: fc.boolean(),
    principal: fc.oneof(
      fc.constant('*'),
      fc.record({ AWS: texts, Service: texts }),
    ),
    condition: fc.option(conditions, { nil: undefined }),
  })
  .map(one => ({
    Effect: one.effect as PolicyStatement['Effect'],
    [one.but ? 'NotAction' : 'Action']: one.action,
    [one.butNot ? 'NotResource' : 'Resource']: one.resource,
    Principal: one.principal as PolicyStatement['Principal'],
    ...(one.condition ? { Condition: one.condition } : {}),
  }));

const document = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement): PolicyDocument => ({ Version: '2012-10-17', Statement }));

const REQUEST = {
  ...PUT,
  context: {
    'aws:PrincipalTag/team': 'a*?b',
    'aws:SourceIp': '10.0.0.1',
    a: 'a',
  },
};
/** The length of the longest text of the request. */
const LONGEST = 48;

describe('a hostile policy', () => {
  it('takes a number of steps proportional to its size and the length of the request', () => {
    fc.assert(
      fc.property(document, document, (identity, resource) => {
        const size = characters([identity, resource]);
        const { deciding } = stepsOf(
          { identity: [identity], resource },
          REQUEST,
        );
        // Each character of each element is compared once per text of the
        // request. `Principal` and `Action` have one text.
        expect(deciding).toBeLessThanOrEqual(2 * LONGEST * size);
      }),
      { numRuns: 400 },
    );
  });

  it('is decided within the budget, or unknown', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(document, identity => {
        const { outcome, deciding } = stepsOf({ identity: [identity] });
        const decision = evaluateAccess(PUT, { identity: [identity] });
        seen.add(decision.reason ?? 'in time');
        expect(decision.outcome).toBe(
          deciding <= STEPS_OF_DECISION ? outcome : 'unknown',
        );
      }),
      { numRuns: 400 },
    );
    expect(seen).toContain('in time');
  });

  // Backtracking in any of these would take minutes.
  it.each([
    ['a variable that is not terminated', '${', ' ', 'unknown'],
    [
      'several variables that are not terminated',
      '',
      `\${${' '.repeat(3500)}`,
      'unknown',
    ],
    ['many variable beginnings', '', '${', 'unknown'],
    ['many names', '', '${a', 'unknown'],
    ['many defaults that are not terminated', '', "${a, '", 'unknown'],
    ['a default that is not terminated', "${a, '", 'a', 'unknown'],
    ['spaces before a default', '${a,', ' ', 'unknown'],
    ['spaces after a default', "${a, 'b'", ' ', 'unknown'],
    ['many complete variables', '', "${a, 'b'}${*}", 'denied'],
    ['wildcards', '', '*?', 'denied'],
  ])('is parsed completely: %s', (_, start, unit, expected) => {
    const text = start + unit.repeat(250_000 / unit.length);
    const identity = [policy(allow('*', { Resource: text }))];
    expect(readStatements(identity[0])[0].terms).toBeDefined();
    expect(stepsOf({ identity })).toMatchObject({ outcome: expected });
  });

  it('may have thousands of statements', () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      allow(['s3:Get*', `s3:*${index}`], {
        Resource: `arn:aws:s3:::*${index}*`,
      }),
    );
    const { deciding, outcome } = stepsOf({ identity: [policy(...many)] });
    expect(outcome).toBe('denied');
    expect(deciding).toBeLessThan(many.length * 100);
  });

  it('is unknown if it takes too long, in each kind of policy', () => {
    // Each of these is compared with the text at every position.
    const slow = Array.from({ length: 700 }, (_, index) =>
      allow('*', { Resource: `arn:aws:s3:::*a*:${'a'.repeat(30)}${index}` }),
    );
    const request = {
      ...PUT,
      resource: `arn:aws:s3:::logs/${'a'.repeat(900)}`,
    };
    const given = { outcome: 'unknown', reason: 'policies-too-complex' };
    const open = policy(allow('*', { Principal: '*' }));
    for (const policies of [
      { identity: [policy(put, ...slow)] },
      { identity: [open], boundary: policy(put, ...slow) },
      {
        identity: [open],
        resource: policy(
          ...slow.map(one => ({ ...one, Principal: { AWS: ROLE } })),
        ),
      },
    ]) {
      expect(stepsOf(policies, request).deciding).toBeGreaterThan(
        STEPS_OF_DECISION,
      );
      expect(evaluateAccess(request, policies)).toMatchObject(given);
    }
  });

  it('is unknown if it is longer than any that AWS accepts', () => {
    const long = Array.from({ length: 50 }, () =>
      allow('s3:Get*', { Resource: 'a'.repeat(10_000) }),
    );
    const read = readStatements(policy(...long, put));
    expect(read.filter(({ terms }) => terms).length).toBe(26);
    expect(
      evaluateAccess(PUT, { identity: [policy(...long, put)] }).outcome,
    ).toBe('unknown');
  });

  it.each(['Action', 'Resource', 'Condition', 'Principal', 'NotPrincipal'])(
    'is unknown if it is deeply nested in %s',
    element => {
      let nested: unknown = 'x';
      for (let depth = 0; depth < 100_000; depth++) {
        nested = depth % 2 ? [nested] : { a: nested };
      }
      const nestedStatement = {
        Effect: 'Allow',
        Action: '*',
        [element]: nested,
      };
      const invalidPolicy = policy(
        nestedStatement as unknown as PolicyStatement,
      );
      expect(evaluateAccess(PUT, { identity: [invalidPolicy] }).outcome).toBe(
        'unknown',
      );
    },
  );
});
