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
const lets = (
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

describe('what a role is for that no node can have', () => {
  it.each<[string, PolicyStatement[], string, string[]]>([
    ['a service', [lets(LAMBDA)], 'Lambda functions', [LAMBDA.Service]],
    [
      'a service of China',
      [lets({ Service: 'lambda.amazonaws.com.cn' })],
      'Lambda functions',
      ['lambda.amazonaws.com.cn'],
    ],
    [
      'a service without a name of its own',
      [lets({ Service: 'new.cn.amazonaws.com' })],
      'new.cn.amazonaws.com',
      ['new.cn.amazonaws.com'],
    ],
    [
      'several services, each once',
      [
        lets({ Service: [LAMBDA.Service, 'ecs-tasks.amazonaws.com'] }),
        lets(LAMBDA),
      ],
      'Lambda functions, ECS tasks',
      [LAMBDA.Service, 'ecs-tasks.amazonaws.com'],
    ],
    [
      'people and other roles',
      [lets({ AWS: [ADMIN, '111122223333'] })],
      'IAM principals',
      [ADMIN, '111122223333'],
    ],
    [
      'identities of an OIDC provider',
      [
        lets(
          { Federated: 'token.actions.githubusercontent.com' },
          { Action: 'sts:AssumeRoleWithWebIdentity' },
        ),
      ],
      'federated identities',
      ['token.actions.githubusercontent.com'],
    ],
  ])('%s', (_, statements, label, principals) => {
    expect(purpose(...statements)).toEqual({ label, principals });
  });

  it.each<[string, PolicyStatement[]]>([
    ['nobody', []],
    ['EC2 as well', [lets(LAMBDA), lets({ Service: 'ec2.amazonaws.com' })]],
    [
      'Systems Manager as well',
      [lets(LAMBDA), lets({ Service: 'ssm.amazonaws.com' })],
    ],
    ['everyone, who may be a node', [lets(LAMBDA), lets('*')]],
    ['what is no policy', [lets(LAMBDA), 'Allow' as never]],
    ['no one by another action', [lets(LAMBDA, { Action: 'sts:TagSession' })]],
    ['no one that is denied', [lets(LAMBDA, { Effect: 'Deny' })]],
  ])('is not told where it lets in %s', (_, statements) => {
    expect(purpose(...statements)).toBeUndefined();
  });

  it('is told whatever it denies to nodes', () => {
    expect(
      purpose(
        lets(LAMBDA),
        lets({ Service: 'ec2.amazonaws.com' }, { Effect: 'Deny' }),
      ),
    ).toMatchObject({ label: 'Lambda functions' });
  });
});

describe('whom a trust policy lets in', () => {
  it('is everyone by * and by no principal at all', () => {
    const everyone = [{ type: 'AWS', name: '*' }];
    expect(trustedPrincipals(trusts(lets('*')))).toEqual(everyone);
    expect(trustedPrincipals(trusts(lets(undefined)))).toEqual(everyone);
  });

  it('is nobody by a null, and by what is no policy', () => {
    expect(trustedPrincipals(trusts(lets(null as never)))).toEqual([]);
    expect(trustedPrincipals(trusts('Allow' as never))).toEqual([]);
  });

  it.each([
    ['AWS', '*', 'everyone'],
    ['AWS', ADMIN, ADMIN],
    ['Service', LAMBDA.Service, 'Lambda functions'],
    ['Federated', 'accounts.google.com', 'accounts.google.com'],
  ])('%s %s is %s', (type, name, label) => {
    expect(principalLabel({ type, name })).toBe(label);
  });
});
