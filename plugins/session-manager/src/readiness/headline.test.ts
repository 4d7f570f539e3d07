import {
  ProblemSummary,
  Verdict,
} from 'backstage-plugin-session-manager-common';
import { headlineOf, Told } from './headline';

const problem = (
  code: ProblemSummary['code'],
  stage: ProblemSummary['stage'],
  severity: ProblemSummary['severity'] = 'error',
): ProblemSummary => ({ code, stage, severity });

function told(
  online: Verdict,
  starts: Verdict,
  s3: Verdict | null,
  cloudWatchLogs: Verdict | null,
  problems: ProblemSummary[] = [],
): Told {
  return { online, starts, logged: { s3, cloudWatchLogs }, problems };
}

describe('the headline of a readiness', () => {
  it.each([
    [told('yes', 'yes', 'yes', 'yes'), 'ready', 'ready-logged'],
    [told('yes', 'yes', null, null), 'ready', 'ready-unlogged'],
    [told('yes', 'yes', 'no', 'yes'), 'logs-lost', 'logs-lost'],
    [told('yes', 'yes', 'no', 'unknown'), 'logs-lost', 'logs-lost'],
    [told('yes', 'yes', 'yes', 'unknown'), 'unknown', 'logs-unknown'],
    [told('yes', 'unknown', 'unknown', null), 'unknown', 'starts-unknown'],
    [told('unknown', 'unknown', null, null), 'unknown', 'starts-unknown'],
    [told('no', 'no', null, null), 'sessions-fail', 'sessions-fail'],
    [told('yes', 'no', null, null), 'sessions-fail', 'sessions-fail'],
  ])('%#: says the worst first', (readiness, state, lead) => {
    expect(headlineOf(readiness)).toMatchObject({ state, lead });
  });

  it('is never ready while anything is open', () => {
    const verdicts: Array<Verdict | null> = ['yes', 'no', 'unknown', null];
    for (const s3 of verdicts) {
      for (const logs of verdicts) {
        const open = [s3, logs].some(
          each => each === 'unknown' || each === 'no',
        );
        const { state } = headlineOf(told('yes', 'yes', s3, logs));
        expect(state === 'ready').toBe(!open);
      }
    }
  });

  it('names the problem that people meet first, and no note', () => {
    const { because, places } = headlineOf(
      told('yes', 'yes', 'no', 'yes', [
        problem('cw-describe-streams-denied', 'log', 'info'),
        problem('s3-key-generate-denied', 'log'),
        problem('s3-put-denied', 'log'),
      ]),
    );
    expect(because?.code).toBe('s3-key-generate-denied');
    expect(places).toEqual(['s3']);
  });

  it('names what lets sessions fail, not what is merely open before it', () => {
    const { because } = headlineOf(
      told('yes', 'no', null, null, [
        problem('open-data-channel-denied', 'start', 'unknown'),
        problem('session-key-decrypt-denied', 'start'),
      ]),
    );
    expect(because?.code).toBe('session-key-decrypt-denied');
  });
});
