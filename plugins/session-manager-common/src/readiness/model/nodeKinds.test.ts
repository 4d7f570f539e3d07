import { PolicyStatement } from '../../policy/PolicyDocument';
import { ACCOUNT, policy, ROLE } from '../__testUtils__/sessions';
import { nodeKindsOf } from './nodeKinds';
import { SessionRole } from './sessionRole';

const allowAssume = (
  service: string,
  more: Partial<PolicyStatement> = {},
): PolicyStatement => ({
  Effect: 'Allow',
  Principal: { Service: `${service}.amazonaws.com` },
  Action: 'sts:AssumeRole',
  ...more,
});
/** AWS does not document whether this key is present. */
const MAYBE = {
  Condition: { StringEquals: { 'aws:SourceOrgID': 'o-acme' } },
};
const DENIED: Partial<PolicyStatement> = { Effect: 'Deny' };

const [EC2, SSM] = [allowAssume('ec2'), allowAssume('ssm')];
const profiles = (...instanceProfileArns: string[]) => ({
  instanceProfileArns,
});
const HELD = profiles(`arn:aws:iam::${ACCOUNT}:instance-profile/web`);

describe('nodeKindsOf', () => {
  it.each<[string, PolicyStatement[], Partial<SessionRole>, string[]]>([
    ['EC2 is allowed', [EC2], {}, ['ec2']],
    ['Systems Manager is allowed', [SSM], {}, ['hybrid']],
    ['both are allowed', [SSM, EC2], {}, ['ec2', 'hybrid']],
    [
      'both are allowed, and the role is in a profile',
      [SSM, EC2],
      HELD,
      ['ec2', 'hybrid'],
    ],
    [
      'both are allowed, and the role is in no profile',
      [SSM, EC2],
      profiles(),
      ['hybrid'],
    ],
    [
      'EC2 is allowed, and the role is in no profile',
      [EC2],
      profiles(),
      ['ec2'],
    ],
    [
      'one is definitely and one possibly allowed',
      [allowAssume('ec2', MAYBE), SSM],
      {},
      ['hybrid'],
    ],
    [
      'both are possibly allowed',
      [allowAssume('ec2', MAYBE), allowAssume('ssm', MAYBE)],
      {},
      ['ec2', 'hybrid'],
    ],
    ['one is possibly allowed', [allowAssume('ssm', MAYBE)], {}, ['hybrid']],
    [
      'one is possibly allowed, and the other one is named but denied',
      [allowAssume('ssm', MAYBE), EC2, allowAssume('ec2', DENIED)],
      {},
      ['hybrid'],
    ],
    [
      'one is named, and denied',
      [SSM, allowAssume('ssm', DENIED)],
      {},
      ['hybrid'],
    ],
    [
      'both are named, and denied',
      [SSM, EC2, allowAssume('ssm', DENIED), allowAssume('ec2', DENIED)],
      {},
      ['ec2', 'hybrid'],
    ],
    ['neither is named', [allowAssume('rds')], {}, ['ec2']],
    ['no service is named', [], {}, ['ec2']],
  ])(
    'returns the expected kinds if %s: %j %j',
    (_, statements, role, kinds) => {
      expect(
        nodeKindsOf(
          { arn: ROLE, policies: [], trust: policy(...statements), ...role },
          'us-east-1',
        ),
      ).toEqual(kinds);
    },
  );

  it('returns EC2 instances if the trust policy was not read', () => {
    expect(nodeKindsOf({ arn: ROLE, policies: [], ...profiles() })).toEqual([
      'ec2',
    ]);
  });

  it('uses the service names of the given region', () => {
    const trust = policy(
      EC2,
      allowAssume('ssm', {
        Condition: {
          ArnEquals: { 'aws:SourceArn': `arn:aws:ssm:eu-west-1:${ACCOUNT}:*` },
        },
      }),
    );
    const kinds = (region: string) =>
      nodeKindsOf({ arn: ROLE, policies: [], trust }, region);
    expect(kinds('eu-west-1')).toEqual(['ec2', 'hybrid']);
    expect(kinds('us-east-1')).toEqual(['ec2']);
  });
});
