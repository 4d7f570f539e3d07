import fc from 'fast-check';
import { evaluateAccess } from '../../access/evaluateAccess';
import {
  PolicyDocument,
  PolicyPrincipal,
  PolicyStatement,
} from '../../policy/PolicyDocument';
import { evaluateTrust } from '../../trust/evaluateTrust';
import { ACCOUNT, predictions, ROLE } from '../__testUtils__/arbitraries';
import { predict } from './predict';
import { Readiness } from '../model/Readiness';

const RUNS = 1000;

const service = fc.constantFrom(
  'ec2.amazonaws.com',
  'ec2.amazonaws.com',
  'ssm.amazonaws.com',
  'lambda.amazonaws.com',
);
const principal: fc.Arbitrary<PolicyPrincipal> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ Service: service }) },
  {
    weight: 2,
    arbitrary: fc.record({
      Service: fc.array(service, { minLength: 1, maxLength: 3 }),
    }),
  },
  fc.constant('*' as const),
  fc.constant({ AWS: '*' }),
  fc.constant({ AWS: ACCOUNT }),
);
const condition = fc.constantFrom<PolicyStatement['Condition'][]>(
  undefined,
  undefined,
  undefined,
  { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } },
  { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
  { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
  { ArnLike: { 'aws:SourceArn': `arn:aws:ssm:*:${ACCOUNT}:*` } },
);
const statement: fc.Arbitrary<PolicyStatement> = fc
  .record({
    Effect: fc.constantFrom(
      'Allow' as const,
      'Allow' as const,
      'Deny' as const,
    ),
    isNegated: fc.constantFrom(false, false, false, true),
    principal,
    Action: fc.constantFrom(
      'sts:AssumeRole',
      'sts:*',
      '*',
      ['sts:TagSession', 'sts:AssumeRole'],
      'sts:TagSession',
    ),
    Condition: condition,
  })
  .map(({ isNegated, principal: who, Condition, ...rest }) => ({
    ...rest,
    ...(isNegated ? { NotPrincipal: who } : { Principal: who }),
    ...(Condition ? { Condition } : {}),
  }));
const trust: fc.Arbitrary<PolicyDocument> = fc.record({
  Version: fc.constantFrom('2012-10-17', '2008-10-17'),
  Statement: fc.array(statement, { maxLength: 3 }),
});
const profiles = fc.constantFrom(
  undefined,
  [],
  [`arn:aws:iam::${ACCOUNT}:instance-profile/web`],
);

/** A role that is allowed everything, so that only its trust policy matters. */
const unrestrictedRole = {
  arn: ROLE,
  policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
} as const;
const kinds = ['ec2', 'hybrid'] as const;
const yes = ({ online, starts, logged }: Readiness) =>
  [online, starts, logged.s3, logged.cloudWatchLogs].filter(
    verdict => verdict === 'yes',
  );

describe(`in ${RUNS} trust policies`, () => {
  it('a "yes" requires a trust policy that definitely allows the node, and an instance profile on EC2', () => {
    let counts = { yes: 0, no: 0 };
    fc.assert(
      fc.property(
        predictions,
        trust,
        profiles,
        fc.constantFrom(undefined, ...kinds),
        (input, document, instanceProfileArns, target) => {
          const readiness = predict({
            ...input,
            role: {
              ...unrestrictedRole,
              trust: document,
              instanceProfileArns,
            },
            facts: { ...input.facts, target },
          });
          const isCarried = (instanceProfileArns?.length ?? 0) > 0;
          const isAllowed = (target ? [target] : kinds).some(
            kind =>
              evaluateTrust(
                { arn: ROLE, trust: document, region: 'us-east-1' },
                kind,
              ).admits === true &&
              (kind === 'hybrid' || isCarried),
          );
          expect(isAllowed ? [] : yes(readiness)).toEqual([]);
          counts = {
            yes: counts.yes + Math.min(1, yes(readiness).length),
            no: counts.no + Number(!isAllowed),
          };
        },
      ),
      { numRuns: RUNS },
    );
    expect(counts.yes).toBeGreaterThan(RUNS / 20);
    expect(counts.no).toBeGreaterThan(RUNS / 20);
  });

  it('evaluateTrust is never more permissive than evaluateAccess', () => {
    const counts = { sure: 0 };
    fc.assert(
      fc.property(trust, fc.constantFrom(...kinds), (document, kind) => {
        const { admits, service: principalService } = evaluateTrust(
          { arn: ROLE, trust: document },
          kind,
        );
        const { outcome } = evaluateAccess(
          {
            action: 'sts:AssumeRole',
            resource: ROLE,
            principalService,
            resourceAccountId: ACCOUNT,
          },
          { identity: [], resource: document },
        );
        // The known condition keys of the services determine more.
        const mayBe = {
          allowed: [true, 'unknown'],
          denied: [false, 'unknown'],
        };
        expect(
          outcome === 'unknown' ? [true, false, 'unknown'] : mayBe[outcome],
        ).toContain(admits);
        counts.sure += Number(admits !== 'unknown' && outcome !== 'unknown');
      }),
      { numRuns: RUNS },
    );
    expect(counts.sure).toBeGreaterThan(RUNS / 2);
  });

  it('an unknown trust policy never improves a verdict', () => {
    fc.assert(
      fc.property(
        predictions,
        fc.constantFrom(undefined, ...kinds),
        (input, target) => {
          const { trust: _, ...role } = input.role;
          expect(
            yes(predict({ ...input, role, facts: { ...input.facts, target } })),
          ).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('a deny statement never allows more, and an allow statement never less', () => {
    const rank = { false: 0, unknown: 1, true: 2 };
    const admits = (document: PolicyDocument, kind: 'ec2' | 'hybrid') =>
      rank[
        String(evaluateTrust({ arn: ROLE, trust: document }, kind).admits) as
          'true' | 'false' | 'unknown'
      ];
    fc.assert(
      fc.property(
        fc.array(statement, { maxLength: 3 }),
        statement,
        fc.constantFrom(...kinds),
        (statements, another, kind) => {
          const before = admits({ Statement: statements }, kind);
          const after = admits({ Statement: [...statements, another] }, kind);
          const [least, most] =
            another.Effect === 'Deny' ? [after, before] : [before, after];
          expect(least).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('neither the order of statements nor their notation matters', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...kinds),
        (statements, kind) => {
          const admits = (Statement: PolicyDocument['Statement']) =>
            evaluateTrust({ arn: ROLE, trust: { Statement } }, kind).admits;
          expect(admits([...statements].reverse())).toBe(admits(statements));
          expect(admits(statements[0])).toBe(admits([statements[0]]));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
