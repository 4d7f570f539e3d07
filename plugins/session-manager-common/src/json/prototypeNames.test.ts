import { evaluateAccess } from '../access/evaluateAccess';
import { partitionFacts } from '../aws/partition';
import { planInlinePolicies } from '../plan/planPolicies';
import { tagChanges } from '../plan/tagChanges';
import { PolicyDocument } from '../policy/PolicyDocument';
import { statementNote } from '../policy/statementNotes';
import { predict, PredictionInput } from '../readiness/predict';
import { parsePreferences } from '../readiness/preferences';
import { fill } from '../readiness/sentence';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';

/** Names that every object has, and that tags, keys and policies may have. */
describe.each(['constructor', 'toString', 'valueOf', '__proto__'])(
  '%s',
  name => {
    /** As it comes from outside, where `__proto__` is a name like others. */
    const named = <T>(value: T): Record<string, T> =>
      JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);

    it('is a tag that is written where the role lacks it', () => {
      expect(tagChanges(named('mine'), {}, {}).write?.after).toEqual(
        named('mine'),
      );
      expect(tagChanges(named('mine'), named('mine'), {})).toEqual({});
    });

    it('is a tag that is taken away as others are, and only where it was ours', () => {
      expect(tagChanges({}, named('old'), named('old')).remove).toEqual(
        named('old'),
      );
      expect(tagChanges({}, named('theirs'), {})).toEqual({});
    });

    it('is a tag of a spec, or is refused in words', () => {
      let said = '';
      try {
        const { roleTags } = resolveRoleSpec(
          { roleName: 'web', roleTags: named('mine') },
          { accountId: '111122223333', partition: 'aws', tags: { team: 'a' } },
        );
        said = Object.hasOwn(roleTags, name) ? 'taken' : 'lost';
      } catch (error) {
        said = String(error);
      }
      // What reads a spec would lose this one without a word.
      expect(said).toContain(
        name === '__proto__' ? 'roleTags.__proto__: cannot be' : 'taken',
      );
    });

    it('is no partition', () => {
      expect(() => partitionFacts(name)).toThrow(RangeError);
    });

    it('is no action that has a purpose', () => {
      expect(
        statementNote({ Effect: 'Allow', Action: name, Resource: '*' }),
      ).toBeUndefined();
    });

    it('is no place of a sentence', () => {
      expect(fill(`{{${name}}}`, {})).toBe(`{{${name}}}`);
    });

    it('is an inline policy that is put where the role lacks it', () => {
      const document: PolicyDocument = { Statement: [] };
      const context = {
        target: {
          role: { name: 'web', arn: 'arn:aws:iam::111122223333:role/web' },
          inlinePolicy: { policyName: name, document },
        },
        observed: { role: { inlinePolicies: {} } },
        options: {},
      } as unknown as Parameters<typeof planInlinePolicies>[0];
      expect([...planInlinePolicies(context)]).toEqual([
        expect.objectContaining({
          operation: 'PutRolePolicy',
          before: undefined,
        }),
      ]);
    });

    const statement = (Condition: object) => ({
      identity: [
        {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition },
        } as PolicyDocument,
      ],
    });
    const request = {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::logs/1',
      principalArn: 'arn:aws:iam::111122223333:role/web',
    };

    it('is a condition key like others, and no operator', () => {
      const wants = statement({ StringEquals: named('mine') });
      expect(evaluateAccess(request, wants).outcome).toBe('unknown');
      expect(
        evaluateAccess({ ...request, context: named('mine') }, wants).outcome,
      ).toBe('allowed');
      expect(
        evaluateAccess({ ...request, context: named('other') }, wants).outcome,
      ).toBe('denied');
      expect(
        evaluateAccess({ ...request, absentKeys: [name] }, wants).outcome,
      ).toBe('denied');
      expect(
        evaluateAccess(request, statement(named({ 'aws:userid': 'x' })))
          .outcome,
      ).toBe('unknown');
    });

    it('is a tag of the role in its prediction', () => {
      const input: PredictionInput = {
        role: {
          arn: request.principalArn,
          policies: statement({
            StringEquals: { [`aws:PrincipalTag/${name}`]: 'mine' },
          }).identity,
          tags: named('mine'),
        },
        preferences: parsePreferences({}),
        facts: { region: 'us-east-1' },
      };
      expect(predict(input).online).not.toBe('no');
      expect(
        predict({ ...input, role: { ...input.role, tags: {} } }).online,
      ).toBe('no');
    });
  },
);
