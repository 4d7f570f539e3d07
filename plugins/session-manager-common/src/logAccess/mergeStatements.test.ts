import fc from 'fast-check';
import {
  asList,
  PolicyDocument,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { mergeStatements, RoleStatements } from './mergeStatements';

const ROLE = 'arn:aws:iam::111122223333:role/web';
const OTHER_ROLE = 'arn:aws:iam::111122223333:role/worker';
const SIDS = ['SessionLogs1', 'SessionLogsEncryption1'];

function statement(
  Sid: string,
  more: Partial<PolicyStatement> = {},
): PolicyStatement {
  return {
    Sid,
    Effect: 'Allow',
    Principal: { AWS: ROLE },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::corp-logs/web/*',
    ...more,
  };
}

const wanted = SIDS.map(sid => statement(sid));
const grant: RoleStatements = { roleArn: ROLE, sids: SIDS, wanted };
const revoke: RoleStatements = { ...grant, wanted: [] };

function policy(...Statement: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement };
}

const foreign = statement('Theirs', { Principal: { AWS: OTHER_ROLE } });

describe('granting', () => {
  it('begins a policy where there is none', () => {
    expect(mergeStatements(undefined, grant)).toEqual({
      policy: policy(...wanted),
      edits: [
        { kind: 'create', sid: SIDS[0], after: wanted[0] },
        { kind: 'create', sid: SIDS[1], after: wanted[1] },
      ],
      conflicts: [],
    });
  });

  it('adds behind what is there, also where that is one statement alone', () => {
    for (const Statement of [[foreign], foreign]) {
      expect(mergeStatements({ Statement }, grant).policy?.Statement).toEqual([
        foreign,
        ...wanted,
      ]);
    }
  });

  it('leaves the policy itself where it is as it shall be, however written', () => {
    const before = policy(
      { ...wanted[0], Action: ['S3:putobject'], Principal: { AWS: [ROLE] } },
      wanted[1],
    );

    const { policy: after, edits } = mergeStatements(before, grant);

    expect(after).toBe(before);
    expect(edits).toEqual([]);
  });

  it('changes the role’s own statement in its place', () => {
    const before = statement(SIDS[0], { Resource: 'arn:aws:s3:::corp-logs/*' });

    const merged = mergeStatements(policy(before, foreign, wanted[1]), grant);

    expect(merged.policy?.Statement).toEqual([wanted[0], foreign, wanted[1]]);
    expect(merged.edits).toEqual([
      { kind: 'update', sid: SIDS[0], before, after: wanted[0] },
    ]);
  });

  it('renews a statement whose role was deleted and made again', () => {
    const dead = statement(SIDS[0], { Principal: { AWS: 'AROAEXAMPLEID' } });

    expect(mergeStatements(policy(dead), grant)).toMatchObject({
      edits: [
        { kind: 'update', before: dead, after: wanted[0] },
        { kind: 'create' },
      ],
      conflicts: [],
    });
  });

  it('takes out what the role no longer needs, and what is there twice', () => {
    const { policy: after, edits } = mergeStatements(
      policy(wanted[0], wanted[0], foreign, wanted[1]),
      { ...grant, wanted: [wanted[0]] },
    );

    expect(after?.Statement).toEqual([wanted[0], foreign]);
    expect(edits.map(({ kind, sid }) => [kind, sid])).toEqual([
      ['delete', SIDS[0]],
      ['delete', SIDS[1]],
    ]);
  });

  it.each<[string, Partial<PolicyStatement>]>([
    ['for another role', { Principal: { AWS: OTHER_ROLE } }],
    ['for more than the role', { Principal: { AWS: [ROLE, OTHER_ROLE] } }],
    ['for a service', { Principal: { Service: 'ec2.amazonaws.com' } }],
    [
      'for the role and a service',
      { Principal: { AWS: ROLE, Service: 'delivery.logs.amazonaws.com' } },
    ],
    ['for everyone', { Principal: '*' }],
    ['for nobody that it names', { Principal: undefined }],
    ['for none of the principals', { Principal: {} }],
    ['for none of the accounts', { Principal: { AWS: [] } }],
    ['for what begins as a deleted role', { Principal: { AWS: 'AROAX:web' } }],
    ['for what ends as a deleted role', { Principal: { AWS: 'web/AROAX' } }],
    ['that denies', { Effect: 'Deny' }],
  ])('is in conflict with a statement of its Sid %s', (_, more) => {
    const theirs = statement(SIDS[0], more);

    const merged = mergeStatements(policy(theirs), grant);

    expect(merged.conflicts).toEqual([SIDS[0]]);
    expect(merged.policy?.Statement).toContain(theirs);
  });
});

describe('revoking', () => {
  it('leaves no policy where nothing else is in it', () => {
    expect(mergeStatements(policy(...wanted), revoke)).toMatchObject({
      policy: undefined,
      edits: [{ kind: 'delete' }, { kind: 'delete' }],
    });
  });

  it('leaves what somebody wrote for the role under another Sid', () => {
    const byHand = statement('ByHand', { Action: 's3:GetObject' });

    expect(mergeStatements(policy(byHand), revoke)).toEqual({
      policy: policy(byHand),
      edits: [],
      conflicts: [],
    });
  });

  it('leaves what has the Sid and is not the role’s', () => {
    const theirs = statement(SIDS[0], { Principal: { AWS: OTHER_ROLE } });

    expect(mergeStatements(policy(theirs, wanted[1]), revoke)).toEqual({
      policy: policy(theirs),
      edits: [{ kind: 'delete', sid: SIDS[1], before: wanted[1] }],
      conflicts: [],
    });
  });

  it('changes nothing where there is nothing', () => {
    const before = policy(foreign);

    expect(mergeStatements(before, revoke)).toEqual({
      policy: before,
      edits: [],
      conflicts: [],
    });
    expect(mergeStatements(undefined, revoke)).toEqual({
      policy: undefined,
      edits: [],
      conflicts: [],
    });
  });
});

describe('of any policy', () => {
  const principals = fc.constantFrom<PolicyStatement['Principal']>(
    '*',
    { AWS: OTHER_ROLE },
    { AWS: [OTHER_ROLE, ROLE] },
    { Service: ['logging.s3.amazonaws.com'] },
    undefined,
  );
  const theirs = fc
    .record(
      {
        Sid: fc.constantFrom('Theirs', 'Other', ''),
        Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
        Principal: principals,
        Action: fc.constantFrom('s3:*', ['s3:GetObject', 's3:PutObject']),
        Resource: fc.constantFrom('*', ['arn:aws:s3:::corp-logs/*']),
        Condition: fc.constantFrom({
          Bool: { 'aws:SecureTransport': 'false' },
        }),
        Remark: fc.string(),
      },
      { requiredKeys: ['Effect'] },
    )
    .map(each => each as PolicyStatement);
  const ours = fc.constantFrom(
    ...wanted,
    statement(SIDS[0], { Action: 's3:GetObject' }),
    statement(SIDS[1], { Principal: { AWS: 'AROAEXAMPLEID' } }),
  );
  const policies = (statements: fc.Arbitrary<PolicyStatement>) =>
    fc.option(
      fc.record(
        {
          Version: fc.constantFrom('2012-10-17', '2008-10-17'),
          Id: fc.string(),
          Note: fc.json(),
          Statement: fc.oneof(
            fc.array(statements, { minLength: 1, maxLength: 6 }),
            statements,
          ),
        },
        { requiredKeys: ['Statement'] },
      ),
      { nil: undefined },
    );
  const mixed = policies(fc.oneof(theirs, ours));
  const steps = fc.constantFrom(grant, revoke);

  const isTheirs = ({ Sid = '' }: PolicyStatement) => !SIDS.includes(Sid);
  const theirsIn = (document: PolicyDocument | undefined) =>
    asList(document?.Statement).filter(isTheirs);

  const fieldsOf = (document: PolicyDocument) => ({
    ...document,
    Statement: [],
  });

  it('keeps every foreign statement, in order, and every other field', () => {
    fc.assert(
      fc.property(mixed, steps, (before, step) => {
        const { policy: after } = mergeStatements(before, step);

        expect(theirsIn(after)).toEqual(theirsIn(before));
        expect(after && fieldsOf(after)).toEqual(
          after && fieldsOf(before ?? policy()),
        );
      }),
    );
  });

  it('has exactly what is wanted of the role afterwards', () => {
    fc.assert(
      fc.property(mixed, steps, (before, step) => {
        const { policy: after } = mergeStatements(before, step);

        const own = asList(after?.Statement).filter(each => !isTheirs(each));
        expect(own).toHaveLength(step.wanted.length);
        expect(own).toEqual(expect.arrayContaining([...step.wanted]));
      }),
    );
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(mixed, steps, (before, step) => {
        const once = mergeStatements(before, step);
        const twice = mergeStatements(once.policy, step);

        expect(twice.policy).toBe(once.policy);
        expect(twice.edits).toEqual([]);
      }),
    );
  });

  it('is as it was when what was granted is revoked', () => {
    fc.assert(
      fc.property(policies(theirs), before => {
        const granted = mergeStatements(before, grant);
        const { policy: after } = mergeStatements(granted.policy, revoke);

        expect(after).toEqual(
          before && { ...before, Statement: asList(before.Statement) },
        );
      }),
    );
  });

  it('takes the statements of two roles, in any order', () => {
    const other: RoleStatements = {
      roleArn: OTHER_ROLE,
      sids: ['SessionLogs2'],
      wanted: [statement('SessionLogs2', { Principal: { AWS: OTHER_ROLE } })],
    };
    fc.assert(
      fc.property(mixed, before => {
        const both = (...order: RoleStatements[]) =>
          order.reduce<PolicyDocument | undefined>(
            (document, each) => mergeStatements(document, each).policy,
            before,
          );
        const sorted = (document: PolicyDocument | undefined) =>
          asList(document?.Statement)
            .map(each => JSON.stringify(each))
            .sort();

        expect(sorted(both(grant, other))).toEqual(sorted(both(other, grant)));
        expect(asList(both(grant, other)?.Statement)).toEqual(
          expect.arrayContaining([...wanted, ...other.wanted]),
        );
      }),
    );
  });
});
