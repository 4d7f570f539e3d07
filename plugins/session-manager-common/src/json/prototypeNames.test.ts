import { evaluateAccess } from '../access/evaluateAccess';
import { partitionFacts } from '../aws/partition';
import { planInlinePolicies } from '../plan/planPolicies';
import { tagChanges } from '../plan/tagChanges';
import { PolicyDocument } from '../policy/PolicyDocument';
import { statementNote } from '../documents/statementNotes';
import { predict, PredictionInput } from '../readiness/predict/predict';
import { parsePreferences } from '../readiness/model/preferences';
import { fill } from '../readiness/model/sentence';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';

/**
 * Names of inherited properties, which can also be tags, keys and policy names.
 */
describe.each(['constructor', 'toString', 'valueOf', '__proto__'])(
  '%s',
  name => {
    /** From outside, `__proto__` is a name like any other. */
    const named = <T>(value: T): Record<string, T> =>
      JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);

    it('is written as a tag that the role lacks', () => {
      expect(tagChanges(named('mine'), {}, {}).write?.after).toEqual(
        named('mine'),
      );
      expect(tagChanges(named('mine'), named('mine'), {})).toEqual({});
    });

    it('is removed as a tag like others, and only if the portal set it', () => {
      expect(tagChanges({}, named('old'), named('old')).remove).toEqual(
        named('old'),
      );
      expect(tagChanges({}, named('theirs'), {})).toEqual({});
    });

    it('is accepted as a tag of a spec, or rejected with a message', () => {
      let message = '';
      try {
        const { roleTags } = resolveRoleSpec(
          { roleName: 'web', roleTags: named('mine') },
          { accountId: '111122223333', partition: 'aws', tags: { team: 'a' } },
        );
        message = Object.hasOwn(roleTags, name) ? 'taken' : 'lost';
      } catch (error) {
        message = String(error);
      }
      // Parsing would otherwise drop it silently.
      expect(message).toContain(
        name === '__proto__' ? 'roleTags.__proto__: cannot be' : 'taken',
      );
    });

    it('is not a partition', () => {
      expect(() => partitionFacts(name)).toThrow(RangeError);
    });

    it('is not an action with a purpose', () => {
      expect(
        statementNote({ Effect: 'Allow', Action: name, Resource: '*' }),
      ).toBeUndefined();
    });

    it('is not a placeholder in a sentence', () => {
      expect(fill(`{{${name}}}`, {})).toBe(`{{${name}}}`);
    });

    it('is written as an inline policy that the role lacks', () => {
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

    it('is a condition key like others, and not an operator', () => {
      const documents = statement({ StringEquals: named('mine') });
      expect(evaluateAccess(request, documents).outcome).toBe('unknown');
      expect(
        evaluateAccess({ ...request, context: named('mine') }, documents)
          .outcome,
      ).toBe('allowed');
      expect(
        evaluateAccess({ ...request, context: named('other') }, documents)
          .outcome,
      ).toBe('denied');
      expect(
        evaluateAccess({ ...request, absentKeys: [name] }, documents).outcome,
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
