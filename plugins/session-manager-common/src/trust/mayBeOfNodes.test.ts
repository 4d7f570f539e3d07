import { PolicyDocument } from '../policy/PolicyDocument';
import { mayBeOfNodes } from './mayBeOfNodes';

const trusting = (Principal: object, Effect: 'Allow' | 'Deny' = 'Allow') =>
  ({
    Version: '2012-10-17',
    Statement: [{ Effect, Principal, Action: 'sts:AssumeRole' }],
  }) as PolicyDocument;
const role = (trust: PolicyDocument, path = '/') => ({
  arn: `arn:aws:iam::111122223333:role${path}web`,
  trust,
});
const SSM = { Service: 'ssm.amazonaws.com' };

describe('mayBeOfNodes', () => {
  it.each([
    ['EC2', { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] }, true],
    ['Systems Manager', SSM, true],
    ['every service', { Service: '*' }, true],
    ['another service', { Service: 'lambda.amazonaws.com' }, false],
    ['an account', { AWS: 'arn:aws:iam::444455556666:root' }, false],
  ])('decides on a trust policy that allows %s', (_, principal, expected) => {
    expect(mayBeOfNodes(role(trusting(principal)))).toBe(expected);
  });

  it('needs a statement that allows', () => {
    expect(mayBeOfNodes(role(trusting(SSM, 'Deny')))).toBe(false);
  });

  it('is false for the service-linked role of Systems Manager', () => {
    const path = '/aws-service-role/ssm.amazonaws.com/';

    expect(mayBeOfNodes(role(trusting(SSM), path))).toBe(false);
  });
});
