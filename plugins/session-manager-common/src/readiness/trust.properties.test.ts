import fc from 'fast-check';
import { evaluateAccess } from '../access/evaluateAccess';
import {
  PolicyDocument,
  PolicyPrincipal,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { judgeTrust } from '../trust/judgeTrust';
import { ACCOUNT, predictions, ROLE } from './__testUtils__/arbitraries';
import { predict } from './predict';
import { Readiness } from './Readiness';

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

/** As it is for someone who needs no more than to be let in. */
const able = {
  arn: ROLE,
  policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
} as const;
const kinds = ['ec2', 'hybrid'] as const;
const yes = ({ online, starts, logged }: Readiness) =>
  [online, starts, logged.s3, logged.cloudWatchLogs].filter(
    verdict => verdict === 'yes',
  );

describe(`in ${RUNS} trust policies`, () => {
  it('there is no "yes" without a trust that surely lets the node in, and a profile on EC2', () => {
    let told = { yes: 0, no: 0 };
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
              ...able,
              trust: document,
              instanceProfileArns,
            },
            facts: { ...input.facts, target },
          });
          const isCarried = (instanceProfileArns?.length ?? 0) > 0;
          const isLetIn = (target ? [target] : kinds).some(
            kind =>
              judgeTrust(
                { arn: ROLE, trust: document, region: 'us-east-1' },
                kind,
              ).admits === true &&
              (kind === 'hybrid' || isCarried),
          );
          expect(isLetIn ? [] : yes(readiness)).toEqual([]);
          told = {
            yes: told.yes + Math.min(1, yes(readiness).length),
            no: told.no + Number(!isLetIn),
          };
        },
      ),
      { numRuns: RUNS },
    );
    expect(told.yes).toBeGreaterThan(RUNS / 20);
    expect(told.no).toBeGreaterThan(RUNS / 20);
  });

  it('is no better than the evaluator says of the policy as it is written', () => {
    const told = { sure: 0 };
    fc.assert(
      fc.property(trust, fc.constantFrom(...kinds), (document, kind) => {
        const { admits, service: principalService } = judgeTrust(
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
        // What Systems Manager sends settles more.
        const mayBe = {
          allowed: [true, 'unknown'],
          denied: [false, 'unknown'],
        };
        expect(
          outcome === 'unknown' ? [true, false, 'unknown'] : mayBe[outcome],
        ).toContain(admits);
        told.sure += Number(admits !== 'unknown' && outcome !== 'unknown');
      }),
      { numRuns: RUNS },
    );
    expect(told.sure).toBeGreaterThan(RUNS / 2);
  });

  it('one that is not known is never taken for a good one', () => {
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

  it('another denial never lets anyone in, and another permission never keeps anyone out', () => {
    const rank = { false: 0, unknown: 1, true: 2 };
    const admits = (document: PolicyDocument, kind: 'ec2' | 'hybrid') =>
      rank[
        String(judgeTrust({ arn: ROLE, trust: document }, kind).admits) as
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

  it('neither order nor the way of writing matters', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...kinds),
        (statements, kind) => {
          const admits = (Statement: PolicyDocument['Statement']) =>
            judgeTrust({ arn: ROLE, trust: { Statement } }, kind).admits;
          expect(admits([...statements].reverse())).toBe(admits(statements));
          expect(admits(statements[0])).toBe(admits([statements[0]]));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
