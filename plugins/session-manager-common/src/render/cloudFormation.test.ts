import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { render } from './render';

const account = { accountId: '111122223333', partition: 'aws' };
const SECRET = '{{resolve:secretsmanager:prod/db:SecretString:password}}';

function specWith(spec: object): ResolvedRoleSpec {
  return resolveRoleSpec({ roleName: 'web', ...spec }, account);
}

describe('a role as CloudFormation', () => {
  it.each([
    ['Role description', { roleDescription: `x ${SECRET}` }],
    ['Policy description', { policyDescription: SECRET }],
    ['Role description', { roleDescription: '{{ Resolve : ssm:/x:1}}' }],
    ['Role description', { roleDescription: '{{resolve:ssm-secure:/x' }],
  ])('rejects text that CloudFormation would replace: %s', (label, spec) => {
    expect(() => render(specWith(spec), ['cloudformation'])).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(new RegExp(`^${label}: .*Terraform`)),
      }),
    );
  });

  it('accepts it in formats where it has no meaning', () => {
    const files = render(specWith({ roleDescription: SECRET }), [
      'json',
      'terraform',
    ]);

    expect(files.map(({ name }) => name)).toContain('web.tf');
  });

  it.each(['roleName', 'path', 'policyName', 'instanceProfileName'])(
    'is rejected by the spec for %s in every format',
    field => {
      expect(() => specWith({ [field]: `/${SECRET}/` })).toThrow(`${field}: `);
    },
  );

  it.each(['roleTags', 'policyTags'])('rejects it in %s', field => {
    expect(() => specWith({ [field]: { a: SECRET } })).toThrow(field);
    expect(() => specWith({ [field]: { [SECRET]: 'a' } })).toThrow(field);
  });

  it('preserves ${ because nothing is substituted', () => {
    const roleDescription = 'For ${AWS::AccountId} and {{ moustaches }}';
    const [{ content }] = render(specWith({ roleDescription }), [
      'cloudformation',
    ]);

    expect(content).toContain(`Description: ${roleDescription}\n`);
    expect(content).not.toMatch(/Fn::Sub|!Sub|Fn::Join|Transform/);
  });
});
