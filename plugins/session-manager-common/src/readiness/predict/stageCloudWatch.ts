import { advise } from '../model/advice';
import { AgentCallId } from '../model/agentCalls';
import { isFromParameterStore } from '../model/preferences';
import { openProblem, openValue, plainProblem, refused } from './problem';
import type { Session } from './session';
import { inTurn, isAllowed, NOTHING, StageResult, stoppedBy } from './stage';
import { step } from './stageOnline';

/**
 * Whether the log reaches CloudWatch Logs; `undefined` if it is not configured.
 */
export function stageCloudWatch(session: Session): StageResult | undefined {
  const { cloudWatchLogGroupName: logGroup } = session.preferences;
  if (isFromParameterStore(session.preferences, 'cloudWatchLogGroupName')) {
    return stoppedBy(openValue('cw-group-missing', 'log', [logGroup]));
  }
  return logGroup
    ? inTurn([
        findGroup(session),
        groupExists(session, logGroup),
        step(session, 'createLogStream'),
        harmlessStep(session, 'describeLogStreams'),
        step(session, 'putLogEvents'),
      ])
    : undefined;
}

/**
 * With the encryption flag, the log group was checked before the session. With
 * streaming, a denied check turns the log off; without, it is only a warning
 * (agent/session/shell/shell.go).
 */
function findGroup(session: Session): StageResult {
  const { cloudWatchEncryptionEnabled, cloudWatchStreamingEnabled } =
    session.preferences;
  if (cloudWatchEncryptionEnabled) {
    return NOTHING;
  }
  const check = session.ask('findLogGroup');
  return cloudWatchStreamingEnabled
    ? {
        happens: isAllowed(check),
        problems: refused(session, 'findLogGroup', check, {
          code: 'cw-streaming-dropped',
        }),
      }
    : harmlessStep(session, 'findLogGroup');
}

function groupExists(session: Session, logGroup: string): StageResult {
  const { logGroup: fact } = session.facts;
  const about = { resource: logGroup };
  if (!fact || 'unknown' in fact) {
    return stoppedBy(
      openProblem(
        'cw-group-missing',
        'log',
        about,
        fact?.unknown ?? advise('specify-log-group', { logGroup }),
      ),
    );
  }
  if (fact.known.exists) {
    return NOTHING;
  }
  // With the encryption flag, a missing log group has already prevented the
  // session.
  return session.preferences.cloudWatchEncryptionEnabled
    ? { happens: false, problems: [] }
    : stoppedBy(
        plainProblem(
          'cw-group-missing',
          'log',
          about,
          advise('create-log-group', { logGroup }),
        ),
      );
}

/** A call whose denial does not affect the log. */
export function harmlessStep(session: Session, id: AgentCallId): StageResult {
  return {
    happens: true,
    problems: refused(session, id, session.ask(id), { harmless: true }),
  };
}
