import { advise } from './advice';
import { AgentCallId } from './agentCalls';
import { isFromParameterStore } from './preferences';
import { openProblem, openValue, plainProblem, refused } from './problem';
import type { Session } from './session';
import { inTurn, isAllowed, NOTHING, StageResult, stoppedBy } from './stage';
import { step } from './stageOnline';

/** Whether the log reaches CloudWatch Logs; `undefined` where none is asked. */
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
 * With the encryption flag, the group was looked for before the session. With
 * streaming, a refused look switches the log off; without, it only warns
 * (agent/session/shell/shell.go).
 */
function findGroup(session: Session): StageResult {
  const { cloudWatchEncryptionEnabled, cloudWatchStreamingEnabled } =
    session.preferences;
  if (cloudWatchEncryptionEnabled) {
    return NOTHING;
  }
  const look = session.ask('findLogGroup');
  return cloudWatchStreamingEnabled
    ? {
        happens: isAllowed(look),
        problems: refused(session, 'findLogGroup', look, {
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
        fact?.unknown ?? advise('tell-log-group', { logGroup }),
      ),
    );
  }
  if (fact.known.exists) {
    return NOTHING;
  }
  // With the encryption flag, the missing group stops the session before.
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

/** A call that the log does not wait for. */
export function harmlessStep(session: Session, id: AgentCallId): StageResult {
  return {
    happens: true,
    problems: refused(session, id, session.ask(id), { harmless: true }),
  };
}
