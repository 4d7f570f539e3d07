import { PolicyStatement } from '../policy/PolicyDocument';
import { allow, deny, policy } from './__testUtils__/policies';
import { namesAction, readStatements } from './statements';

describe('the statements that are read for some services', () => {
  const of = (...statements: PolicyStatement[]) =>
    readStatements(policy(...statements), new Set(['s3', 'kms']));

  it.each<[string, Partial<PolicyStatement>]>([
    ['an action of theirs', { Action: 's3:PutObject' }],
    ['one in another case', { Action: 'S3:PutObject' }],
    ['one of several', { Action: ['ec2:RunInstances', 'kms:Decrypt'] }],
    ['a wildcard', { Action: '*' }],
    ['a wildcard in the name of the service', { Action: 's*:PutObject' }],
    ['a ? in it', { Action: '?3:PutObject' }],
    ['all but actions of another', { NotAction: 'ec2:*' }],
    ['all but some of theirs', { NotAction: 's3:Get*' }],
    ['what is not written as IAM’s language is', { Action: 1 as never }],
  ])('have those about %s', (_, named) => {
    const statement: PolicyStatement = {
      Effect: 'Deny',
      Resource: '*',
      ...named,
    };
    expect(
      of(allow('ec2:*'), statement).map(({ index, effect }) => [index, effect]),
    ).toEqual([[1, 'Deny']]);
  });

  it('have none about another service', () => {
    expect(of(deny('ec2:*'), deny(['s3express:*', 'logs:*']))).toEqual([]);
  });
});

describe('a document', () => {
  it('of no statement has none', () => {
    expect(readStatements(policy())).toEqual([]);
  });

  it('is too long by its many texts as well as by long ones', () => {
    const many = (count: number) =>
      readStatements(policy(allow('*', { Resource: Array(count).fill('') })))[0]
        .terms;
    expect(many(1_000)).toBeDefined();
    expect(many(300_000)).toBeUndefined();
  });
});

describe('the name of an action', () => {
  it.each<[string, Partial<PolicyStatement>, boolean]>([
    ['is in the list', { Action: ['iam:PassRole', 'sts:AssumeRole'] }, true],
    ['in another case', { Action: 'STS:assumerole' }, true],
    ['by a wildcard', { Action: 'sts:*' }, true],
    ['is not in the list', { Action: 'sts:TagSession' }, false],
    ['is left out', { NotAction: ['iam:PassRole', 'sts:*'] }, false],
    ['is not left out', { NotAction: 'sts:TagSession' }, true],
    ['is nowhere', {}, false],
  ])('%s', (_, named, expected) => {
    expect(namesAction({ Effect: 'Allow', ...named }, 'sts:AssumeRole')).toBe(
      expected,
    );
  });
});
