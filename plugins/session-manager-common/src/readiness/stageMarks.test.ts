import {
  allow,
  CORE,
  EVERYTHING,
  KEY,
  LOGS,
  policy,
  session,
} from './__testUtils__/sessions';
import { predict } from './predict';
import { stageMarks } from './stageMarks';

describe('the line of a session', () => {
  const marks = (...input: Parameters<typeof session>) => {
    const asked = session(...input);
    return stageMarks(predict(asked), asked.preferences).map(
      ({ stage, verdict, steps }) =>
        `${stage} ${verdict}: ${steps.map(one => `${one.id} ${one.verdict}`).join(', ')}`,
    );
  };

  it('has a mark for each step that is asked for', () => {
    expect(
      marks({ policies: [policy(CORE, LOGS, allow('kms:*'))] }, EVERYTHING),
    ).toEqual([
      'online yes: credentials yes, register yes, connect yes',
      'start no: channel yes, session-key yes, bucket-encryption no',
      'log not-reached: s3 not-reached, cloudWatchLogs not-reached',
    ]);
    expect(
      marks({ policies: [policy(CORE, LOGS)] }, { s3BucketName: 'corp-logs' }),
    ).toEqual([
      'online yes: credentials yes, register yes, connect yes',
      'start yes: channel yes',
      'log no: s3 no',
    ]);
    expect(marks({ policies: [policy(CORE)] })[2]).toBe('log null: ');
  });

  it('stops where the node stays offline', () => {
    expect(
      marks({ policies: [policy(allow('ssm:*'))] }, { kmsKeyId: KEY }),
    ).toEqual([
      'online no: credentials yes, register yes, connect no',
      'start not-reached: channel not-reached, session-key not-reached',
      'log not-reached: ',
    ]);
  });
});
