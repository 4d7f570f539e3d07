import { PolicyStatement } from '../policy/PolicyDocument';
import { ACCOUNT, policy, ROLE } from './__testUtils__/sessions';
import { nodeKindsOf } from './nodeKinds';
import { SessionRole } from './sessionRole';

const lets = (
  service: string,
  more: Partial<PolicyStatement> = {},
): PolicyStatement => ({
  Effect: 'Allow',
  Principal: { Service: `${service}.amazonaws.com` },
  Action: 'sts:AssumeRole',
  ...more,
});
/** AWS does not say whether the key is there. */
const MAYBE = {
  Condition: { StringEquals: { 'aws:SourceOrgID': 'o-acme' } },
};
const DENIED: Partial<PolicyStatement> = { Effect: 'Deny' };

const [EC2, SSM] = [lets('ec2'), lets('ssm')];
const profiles = (...instanceProfileArns: string[]) => ({
  instanceProfileArns,
});
const HELD = profiles(`arn:aws:iam::${ACCOUNT}:instance-profile/web`);

describe('the kinds of node that a role is predicted for', () => {
  it.each<[string, PolicyStatement[], Partial<SessionRole>, string[]]>([
    ['EC2 may assume it', [EC2], {}, ['ec2']],
    ['Systems Manager may', [SSM], {}, ['hybrid']],
    ['both may', [SSM, EC2], {}, ['ec2', 'hybrid']],
    ['both may, and a profile holds it', [SSM, EC2], HELD, ['ec2', 'hybrid']],
    ['both may, and no profile holds it', [SSM, EC2], profiles(), ['hybrid']],
    ['EC2 may, and no profile holds it', [EC2], profiles(), ['ec2']],
    ['one surely and one perhaps', [lets('ec2', MAYBE), SSM], {}, ['hybrid']],
    [
      'both perhaps',
      [lets('ec2', MAYBE), lets('ssm', MAYBE)],
      {},
      ['ec2', 'hybrid'],
    ],
    ['one perhaps', [lets('ssm', MAYBE)], {}, ['hybrid']],
    [
      'one perhaps and one not, though it is spoken of',
      [lets('ssm', MAYBE), EC2, lets('ec2', DENIED)],
      {},
      ['hybrid'],
    ],
    [
      'one is spoken of, and denied',
      [SSM, lets('ssm', DENIED)],
      {},
      ['hybrid'],
    ],
    [
      'both are spoken of, and denied',
      [SSM, EC2, lets('ssm', DENIED), lets('ec2', DENIED)],
      {},
      ['ec2', 'hybrid'],
    ],
    ['neither is spoken of', [lets('rds')], {}, ['ec2']],
    ['nobody is', [], {}, ['ec2']],
  ])('are, where %s: %j %j', (_, statements, role, kinds) => {
    expect(
      nodeKindsOf(
        { arn: ROLE, policies: [], trust: policy(...statements), ...role },
        'us-east-1',
      ),
    ).toEqual(kinds);
  });

  it('are instances where nobody read who may assume it', () => {
    expect(nodeKindsOf({ arn: ROLE, policies: [], ...profiles() })).toEqual([
      'ec2',
    ]);
  });

  it('are those of the region that is asked about', () => {
    const trust = policy(
      EC2,
      lets('ssm', {
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
