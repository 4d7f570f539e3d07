import { PreferencesReading } from '../model/PreferencesReading';
import { advise } from '../model/advice';
import { SessionRole } from '../model/sessionRole';
import { SessionFacts } from '../model/facts';
import { predict } from './predict';
import { parsePreferences } from '../model/preferences';
import { NodeVerdicts, Problem, Readiness } from '../model/Readiness';
import { Verdict } from '../../ternary/ternary';

/**
 * Predicts like {@link predict}. If the preferences could not be read, it only
 * predicts whether the node comes online, and the rest is at best unknown.
 *
 * @public
 */
export function readinessOf(input: {
  role: SessionRole;
  preferences: PreferencesReading;
  facts: SessionFacts;
}): Readiness {
  const { preferences, ...rest } = input;
  if (preferences.status !== 'unknown') {
    return predict({ ...rest, preferences: preferences.preferences });
  }
  const readiness = predict({ ...rest, preferences: parsePreferences({}) });
  return readiness.purpose
    ? readiness
    : withoutPreferences(readiness, preferences);
}

function withoutPreferences(
  { online, starts, problems, byNodeKind, ...rest }: Readiness,
  { fault, document }: Extract<PreferencesReading, { status: 'unknown' }>,
): Readiness {
  const unknown: Problem = {
    code: 'preferences-unknown',
    stage: 'start',
    severity: 'unknown',
    resource: document.name,
    decisive: [],
    repair: advise('unknown-fact', {
      reason:
        fault.kind === 'refused'
          ? 'The portal is not allowed to read the preferences.'
          : fault.message,
      remedy: fault.hint,
    }),
  };
  return {
    ...rest,
    ...unknownAfter({ online, starts }),
    problems: [...problems, unknown],
    ...(byNodeKind && {
      byNodeKind: {
        ec2: unknownAfter(byNodeKind.ec2),
        hybrid: unknownAfter(byNodeKind.hybrid),
      },
    }),
  };
}

/** The prediction that holds for all possible preferences. */
function unknownAfter({
  online,
  starts,
}: Pick<Readiness, 'online' | 'starts'>): NodeVerdicts {
  const logged: Verdict | null = starts === 'no' ? null : 'unknown';
  return {
    online,
    starts: starts === 'no' ? 'no' : 'unknown',
    logged: { s3: logged, cloudWatchLogs: logged },
  };
}
