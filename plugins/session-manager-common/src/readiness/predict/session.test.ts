import {
  ACCOUNT,
  allow,
  policy,
  ROLE,
  session,
} from '../__testUtils__/sessions';
import { PolicyStatement } from '../../policy/PolicyDocument';
import { SessionFacts } from '../model/facts';
import { sessionOf } from './session';

const sessionWith = (
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
    ['allowed on the first', [allow(ACTION, CHANNELS)], 'allowed', []],
    ['allowed on the second', [allow(ACTION, SESSIONS)], 'unknown', []],
    ['allowed on neither', [], 'denied', ['role']],
    ['denied on both', [deny(ACTION, '*')], 'denied', ['deny']],
    [
      'denied on the first',
      [allow(ACTION), deny(ACTION, CHANNELS)],
      'denied',
      ['deny'],
    ],
    [
      'denied on the second',
      [allow(ACTION), deny(ACTION, SESSIONS)],
      'unknown',
      [],
    ],
  ])('is, if %s: %s', (_, statements, outcome, refusedBy) => {
    expect(sessionWith(statements).ask('openDataChannel')).toMatchObject({
      call: { resource: CHANNELS },
      decision: { outcome },
      refusedBy,
    });
  });
});

describe('a call on a bucket', () => {
  const missing = { reason: 'Nobody may read it.', remedy: 'Allow it.' };

  it.each<[string, SessionFacts['bucket'], string]>([
    ['it has no facts', undefined, 'There is no information about the bucket.'],
    ['it was not read', { unknown: missing }, missing.reason],
    [
      'its policy was not read',
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
  ])('is unknown with a reason if %s', (_, bucket, reason) => {
    expect(
      sessionWith([allow('s3:*')], { bucket }).ask('putLog'),
    ).toMatchObject({
      decision: { outcome: 'unknown' },
      missing: { reason },
    });
  });

  it('is sent to the region of the bucket', () => {
    const bucket = {
      known: { exists: true, region: 'eu-west-1', ownerAccountId: ACCOUNT },
    };
    const { ask } = sessionWith([], { bucket });
    expect(ask('putLog').call.region).toBe('eu-west-1');
    expect(ask('createLogStream').call.region).toBe('us-east-1');
  });
});
