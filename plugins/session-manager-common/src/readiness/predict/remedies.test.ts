import { AgentCallId } from '../model/agentCalls';
import { SessionFacts } from '../model/facts';
import { remediesOf } from './remedies';

type RemedySession = Parameters<typeof remediesOf>[1];

const missing = { reason: 'The portal may not read it.', remedy: 'Allow it.' };
const unread = { unknown: missing };

const remedies = (
  keys: string[],
  {
    facts,
    ...more
  }: Partial<Omit<RemedySession, 'facts'>> & {
    facts?: Partial<SessionFacts>;
  } = {},
  call: AgentCallId = 'register',
) =>
  remediesOf(
    keys,
    {
      roleId: undefined,
      target: 'ec2',
      ...more,
      facts: { region: 'us-east-1', ...facts },
    },
    call,
  );

describe('remediesOf', () => {
  it.each([
    ['aws:PrincipalOrgID', 'organizations:DescribeOrganization'],
    ['aws:ResourceOrgID', 'organizations:DescribeOrganization'],
    ['AWS:USERID', 'iam:GetRole'],
    ['kms:ResourceAliases', 'kms:ListAliases'],
    ['aws:ResourceTag/Team', 'ec2:DescribeInstances'],
    ['SSM:ResourceTag/Team', 'ec2:DescribeInstances'],
  ])('returns for %s the read %s', (key, action) => {
    expect(remedies([key])).toEqual({
      reads: [
        expect.objectContaining({ remedy: expect.stringContaining(action) }),
      ],
      others: [],
    });
  });

  it.each<[string, Partial<SessionFacts>, AgentCallId]>([
    ['aws:PrincipalOrgID', { organizationId: unread }, 'register'],
    ['kms:ResourceAliases', { sessionKeyAliases: unread }, 'decryptSessionKey'],
    ['kms:ResourceAliases', { bucketKeyAliases: unread }, 'encryptLog'],
    ['ssm:resourceTag/Team', { taggedInstances: unread }, 'register'],
  ])('returns for %s the reason of a failed read, %j', (key, facts, call) => {
    expect(remedies([key], { facts }, call)).toEqual({
      reads: [missing],
      others: [],
    });
  });

  it.each<[string, Parameters<typeof remedies>[1], AgentCallId?]>([
    ['aws:SourceVpce', {}],
    ['aws:userid', { roleId: 'AROAEXAMPLE' }],
    ['aws:PrincipalOrgID', { facts: { organizationId: { known: 'o-1' } } }],
    ['ssm:resourceTag/Team', { facts: { taggedInstances: { known: [] } } }],
    // Tags of instances affect their registration only, on EC2 only.
    ['ssm:resourceTag/Team', { target: 'hybrid' }],
    ['aws:ResourceTag/Team', {}, 'openDataChannel'],
  ])('returns no read for %s with %j', (...[key, session, call]) => {
    expect(remedies([key], session, call)).toEqual({
      reads: [],
      others: [key],
    });
  });

  it('returns a read for several keys once', () => {
    const { reads, others } = remedies([
      'aws:PrincipalOrgID',
      'aws:SourceVpce',
      'aws:ResourceOrgID',
    ]);
    expect(reads).toHaveLength(1);
    expect(others).toEqual(['aws:SourceVpce']);
  });
});
