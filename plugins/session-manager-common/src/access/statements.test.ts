import { PolicyStatement } from '../policy/PolicyDocument';
import { allow, deny, policy } from './__testUtils__/policies';
import { namesAction, readStatements } from './statements';

describe('readStatements for certain services', () => {
  const of = (...statements: PolicyStatement[]) =>
    readStatements(policy(...statements), new Set(['s3', 'kms']));

  it.each<[string, Partial<PolicyStatement>]>([
    ['an action of the service', { Action: 's3:PutObject' }],
    ['an action in another case', { Action: 'S3:PutObject' }],
    ['one of several actions', { Action: ['ec2:RunInstances', 'kms:Decrypt'] }],
    ['a wildcard', { Action: '*' }],
    ['a wildcard in the service name', { Action: 's*:PutObject' }],
    ['a ? in the service name', { Action: '?3:PutObject' }],
    ['all except actions of another service', { NotAction: 'ec2:*' }],
    ['all except some actions of the service', { NotAction: 's3:Get*' }],
    ['a statement that violates the grammar', { Action: 1 as never }],
  ])('includes %s', (_, named) => {
    const statement: PolicyStatement = {
      Effect: 'Deny',
      Resource: '*',
      ...named,
    };
    expect(
      of(allow('ec2:*'), statement).map(({ index, effect }) => [index, effect]),
    ).toEqual([[1, 'Deny']]);
  });

  it('omits statements about other services', () => {
    expect(of(deny('ec2:*'), deny(['s3express:*', 'logs:*']))).toEqual([]);
  });
});

describe('a document', () => {
  it('without statements has none', () => {
    expect(readStatements(policy())).toEqual([]);
  });

  it('is too long with many texts as well as with long ones', () => {
    const many = (count: number) =>
      readStatements(policy(allow('*', { Resource: Array(count).fill('') })))[0]
        .terms;
    expect(many(1_000)).toBeDefined();
    expect(many(300_000)).toBeUndefined();
  });
});

describe('namesAction', () => {
  it.each<[string, Partial<PolicyStatement>, boolean]>([
    [
      'is true for an action in the list',
      { Action: ['iam:PassRole', 'sts:AssumeRole'] },
      true,
    ],
    ['is true in another case', { Action: 'STS:assumerole' }, true],
    ['is true for a wildcard', { Action: 'sts:*' }, true],
    [
      'is false for an action that is not in the list',
      { Action: 'sts:TagSession' },
      false,
    ],
    [
      'is false for an excluded action',
      { NotAction: ['iam:PassRole', 'sts:*'] },
      false,
    ],
    [
      'is true for an action that is not excluded',
      { NotAction: 'sts:TagSession' },
      true,
    ],
    ['is false without actions', {}, false],
  ])('%s', (_, named, expected) => {
    expect(namesAction({ Effect: 'Allow', ...named }, 'sts:AssumeRole')).toBe(
      expected,
    );
  });
});
