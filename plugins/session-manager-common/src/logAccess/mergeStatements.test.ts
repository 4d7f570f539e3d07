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

describe('mergeStatements to grant access', () => {
  it('creates a policy if there is none', () => {
    expect(mergeStatements(undefined, grant)).toEqual({
      policy: policy(...wanted),
      edits: [
        { kind: 'create', sid: SIDS[0], after: wanted[0] },
        { kind: 'create', sid: SIDS[1], after: wanted[1] },
      ],
      conflicts: [],
    });
  });

  it('appends to existing statements, also to a single statement without a list', () => {
    for (const Statement of [[foreign], foreign]) {
      expect(mergeStatements({ Statement }, grant).policy?.Statement).toEqual([
        foreign,
        ...wanted,
      ]);
    }
  });

  it('does not change a policy that already matches, in any notation', () => {
    const before = policy(
      { ...wanted[0], Action: ['S3:putobject'], Principal: { AWS: [ROLE] } },
      wanted[1],
    );

    const { policy: after, edits } = mergeStatements(before, grant);

    expect(after).toBe(before);
    expect(edits).toEqual([]);
  });

  it('replaces the role’s own statement in place', () => {
    const before = statement(SIDS[0], { Resource: 'arn:aws:s3:::corp-logs/*' });

    const merged = mergeStatements(policy(before, foreign, wanted[1]), grant);

    expect(merged.policy?.Statement).toEqual([wanted[0], foreign, wanted[1]]);
    expect(merged.edits).toEqual([
      { kind: 'update', sid: SIDS[0], before, after: wanted[0] },
    ]);
  });

  it('replaces a statement of a role that was deleted and created again', () => {
    const ofDeletedRole = statement(SIDS[0], {
      Principal: { AWS: 'AROAEXAMPLEID' },
    });

    expect(mergeStatements(policy(ofDeletedRole), grant)).toMatchObject({
      edits: [
        { kind: 'update', before: ofDeletedRole, after: wanted[0] },
        { kind: 'create' },
      ],
      conflicts: [],
    });
  });

  it('removes what the role no longer needs, and duplicates', () => {
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
    [
      'for more principals than the role',
      { Principal: { AWS: [ROLE, OTHER_ROLE] } },
    ],
    ['for a service', { Principal: { Service: 'ec2.amazonaws.com' } }],
    [
      'for the role and a service',
      { Principal: { AWS: ROLE, Service: 'delivery.logs.amazonaws.com' } },
    ],
    ['for everyone', { Principal: '*' }],
    ['for a principal that is undefined', { Principal: undefined }],
    ['with NotPrincipal', { Principal: {} }],
    ['for none of the accounts', { Principal: { AWS: [] } }],
    [
      'for a name that begins like a deleted role',
      { Principal: { AWS: 'AROAX:web' } },
    ],
    [
      'for a name that ends like a deleted role',
      { Principal: { AWS: 'web/AROAX' } },
    ],
    ['that denies', { Effect: 'Deny' }],
  ])('reports a conflict with a statement that has its Sid %s', (_, more) => {
    const theirs = statement(SIDS[0], more);

    const merged = mergeStatements(policy(theirs), grant);

    expect(merged.conflicts).toEqual([SIDS[0]]);
    expect(merged.policy?.Statement).toContain(theirs);
  });
});

describe('mergeStatements to revoke access', () => {
  it('returns no policy if no other statement is left', () => {
    expect(mergeStatements(policy(...wanted), revoke)).toMatchObject({
      policy: undefined,
      edits: [{ kind: 'delete' }, { kind: 'delete' }],
    });
  });

  it('preserves statements for the role with another Sid', () => {
    const byHand = statement('ByHand', { Action: 's3:GetObject' });

    expect(mergeStatements(policy(byHand), revoke)).toEqual({
      policy: policy(byHand),
      edits: [],
      conflicts: [],
    });
  });

  it('preserves a statement with the Sid that is not the role’s', () => {
    const theirs = statement(SIDS[0], { Principal: { AWS: OTHER_ROLE } });

    expect(mergeStatements(policy(theirs, wanted[1]), revoke)).toEqual({
      policy: policy(theirs),
      edits: [{ kind: 'delete', sid: SIDS[1], before: wanted[1] }],
      conflicts: [],
    });
  });

  it('does not change a policy without the role’s statements', () => {
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

describe('mergeStatements with any policy', () => {
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
  const roleStatements = fc.constantFrom(
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
  const mixed = policies(fc.oneof(theirs, roleStatements));
  const steps = fc.constantFrom(grant, revoke);

  const isTheirs = ({ Sid = '' }: PolicyStatement) => !SIDS.includes(Sid);
  const theirsIn = (document: PolicyDocument | undefined) =>
    asList(document?.Statement).filter(isTheirs);

  const fieldsOf = (document: PolicyDocument) => ({
    ...document,
    Statement: [],
  });

  it('preserves all other statements, in order, and all other fields', () => {
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

  it('results in exactly the wanted statements of the role', () => {
    fc.assert(
      fc.property(mixed, steps, (before, step) => {
        const { policy: after } = mergeStatements(before, step);

        const own = asList(after?.Statement).filter(each => !isTheirs(each));
        expect(own).toHaveLength(step.wanted.length);
        expect(own).toEqual(expect.arrayContaining([...step.wanted]));
      }),
    );
  });

  it('has no effect the second time', () => {
    fc.assert(
      fc.property(mixed, steps, (before, step) => {
        const once = mergeStatements(before, step);
        const twice = mergeStatements(once.policy, step);

        expect(twice.policy).toBe(once.policy);
        expect(twice.edits).toEqual([]);
      }),
    );
  });

  it('restores the original policy when granted access is revoked', () => {
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

  it('merges the statements of two roles, in any order', () => {
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
