import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import {
  principalLabel,
  trustedPrincipals,
  trustedPurpose,
} from './trustedPurpose';

const trusts = (...statements: PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});
const allowAssume = (
  Principal: PolicyStatement['Principal'],
  more: Partial<PolicyStatement> = {},
): PolicyStatement => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
  ...more,
});
const purpose = (...statements: PolicyStatement[]) =>
  trustedPurpose({
    arn: 'arn:aws:iam::111122223333:role/web',
    trust: trusts(...statements),
  });
const LAMBDA = { Service: 'lambda.amazonaws.com' };
const ADMIN = 'arn:aws:iam::111122223333:role/admin';

describe('trustedPurpose', () => {
  it.each<[string, PolicyStatement[], string, string[]]>([
    ['a service', [allowAssume(LAMBDA)], 'Lambda functions', [LAMBDA.Service]],
    [
      'a service in China',
      [allowAssume({ Service: 'lambda.amazonaws.com.cn' })],
      'Lambda functions',
      ['lambda.amazonaws.com.cn'],
    ],
    [
      'a service without a common name',
      [allowAssume({ Service: 'new.cn.amazonaws.com' })],
      'new.cn.amazonaws.com',
      ['new.cn.amazonaws.com'],
    ],
    [
      'several services, without duplicates',
      [
        allowAssume({ Service: [LAMBDA.Service, 'ecs-tasks.amazonaws.com'] }),
        allowAssume(LAMBDA),
      ],
      'Lambda functions, ECS tasks',
      [LAMBDA.Service, 'ecs-tasks.amazonaws.com'],
    ],
    [
      'people and other roles',
      [allowAssume({ AWS: [ADMIN, '111122223333'] })],
      'IAM principals',
      [ADMIN, '111122223333'],
    ],
    [
      'identities of an OIDC provider',
      [
        allowAssume(
          { Federated: 'token.actions.githubusercontent.com' },
          { Action: 'sts:AssumeRoleWithWebIdentity' },
        ),
      ],
      'federated identities',
      ['token.actions.githubusercontent.com'],
    ],
  ])(
    'returns the purpose of a role for %s',
    (_, statements, label, principals) => {
      expect(purpose(...statements)).toEqual({ label, principals });
    },
  );

  it.each<[string, PolicyStatement[]]>([
    ['nobody', []],
    [
      'EC2 as well',
      [allowAssume(LAMBDA), allowAssume({ Service: 'ec2.amazonaws.com' })],
    ],
    [
      'Systems Manager as well',
      [allowAssume(LAMBDA), allowAssume({ Service: 'ssm.amazonaws.com' })],
    ],
    [
      'everyone, which may include nodes',
      [allowAssume(LAMBDA), allowAssume('*')],
    ],
    [
      'nobody, because the policy is invalid',
      [allowAssume(LAMBDA), 'Allow' as never],
    ],
    [
      'nobody, with another action',
      [allowAssume(LAMBDA, { Action: 'sts:TagSession' })],
    ],
    [
      'nobody, with a deny statement',
      [allowAssume(LAMBDA, { Effect: 'Deny' })],
    ],
  ])('returns undefined if the trust policy allows %s', (_, statements) => {
    expect(purpose(...statements)).toBeUndefined();
  });

  it('ignores statements that deny nodes', () => {
    expect(
      purpose(
        allowAssume(LAMBDA),
        allowAssume({ Service: 'ec2.amazonaws.com' }, { Effect: 'Deny' }),
      ),
    ).toMatchObject({ label: 'Lambda functions' });
  });
});

describe('trustedPrincipals', () => {
  it('returns everyone for * and for a missing principal', () => {
    const everyone = [{ type: 'AWS', name: '*' }];
    expect(trustedPrincipals(trusts(allowAssume('*')))).toEqual(everyone);
    expect(trustedPrincipals(trusts(allowAssume(undefined)))).toEqual(everyone);
  });

  it('returns nothing for null and for an invalid policy', () => {
    expect(trustedPrincipals(trusts(allowAssume(null as never)))).toEqual([]);
    expect(trustedPrincipals(trusts('Allow' as never))).toEqual([]);
  });

  it.each([
    ['AWS', '*', 'everyone'],
    ['AWS', ADMIN, ADMIN],
    ['Service', LAMBDA.Service, 'Lambda functions'],
    ['Federated', 'accounts.google.com', 'accounts.google.com'],
  ])('principalLabel of %s %s is %s', (type, name, label) => {
    expect(principalLabel({ type, name })).toBe(label);
  });
});
