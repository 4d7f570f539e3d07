import {
  ACCOUNT,
  allow,
  policy,
  ROLE,
  session,
} from './__testUtils__/sessions';
import { PolicyStatement } from '../policy/PolicyDocument';
import { SessionFacts } from './facts';
import { sessionOf } from './session';

const asked = (
  statements: PolicyStatement[],
  facts: Partial<SessionFacts> = {},
) => {
  const {
    role,
    preferences,
    facts: known,
  } = session(
    { arn: ROLE, policies: [policy(...statements)] },
    { s3BucketName: 'corp-logs' },
    facts,
  );
  return sessionOf(role, preferences, known, 'ec2');
};
const deny = (Action: string, Resource: string): PolicyStatement => ({
  ...allow(Action, Resource),
  Effect: 'Deny',
});

describe('a call that AWS may authorize on either of two resources', () => {
  const ACTION = 'ssmmessages:OpenDataChannel';
  const CHANNELS = `arn:aws:ssmmessages:us-east-1:${ACCOUNT}:*`;
  const SESSIONS = `arn:aws:ssm:us-east-1:${ACCOUNT}:session/*`;

  it.each<[string, PolicyStatement[], string, string[]]>([
    ['allowed on both', [allow(ACTION)], 'allowed', []],
    ['allowed on the one', [allow(ACTION, CHANNELS)], 'allowed', []],
    ['allowed on the other', [allow(ACTION, SESSIONS)], 'unknown', []],
    ['allowed on neither', [], 'denied', ['role']],
    ['denied on both', [deny(ACTION, '*')], 'denied', ['deny']],
    [
      'denied on the one',
      [allow(ACTION), deny(ACTION, CHANNELS)],
      'denied',
      ['deny'],
    ],
    [
      'denied on the other',
      [allow(ACTION), deny(ACTION, SESSIONS)],
      'unknown',
      [],
    ],
  ])('is, where it is %s, %s', (_, statements, outcome, refusedBy) => {
    expect(asked(statements).ask('openDataChannel')).toMatchObject({
      call: { resource: CHANNELS },
      decision: { outcome },
      refusedBy,
    });
  });
});

describe('a call on a bucket', () => {
  const missing = { reason: 'Nobody may read it.', settle: 'Allow it.' };

  it.each<[string, SessionFacts['bucket'], string]>([
    ['of which nothing is told', undefined, 'Nothing is told of the bucket.'],
    ['that was not read', { unknown: missing }, missing.reason],
    [
      'whose policy was not read',
      {
        known: {
          exists: true,
          region: 'us-east-1',
          ownerAccountId: ACCOUNT,
          unknown: { policy: missing },
        },
      },
      missing.reason,
    ],
  ])('%s is open, and says why', (_, bucket, reason) => {
    expect(asked([allow('s3:*')], { bucket }).ask('putLog')).toMatchObject({
      decision: { outcome: 'unknown' },
      missing: { reason },
    });
  });

  it('goes to the region of the bucket', () => {
    const bucket = {
      known: { exists: true, region: 'eu-west-1', ownerAccountId: ACCOUNT },
    };
    const { ask } = asked([], { bucket });
    expect(ask('putLog').call.region).toBe('eu-west-1');
    expect(ask('createLogStream').call.region).toBe('us-east-1');
  });
});
