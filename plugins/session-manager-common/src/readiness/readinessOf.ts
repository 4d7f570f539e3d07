import { PreferencesReading } from './PreferencesReading';
import { advise } from './advice';
import { SessionRole } from './sessionRole';
import { SessionFacts } from './facts';
import { predict } from './predict';
import { parsePreferences } from './preferences';
import { NodeVerdicts, Problem, Readiness } from './Readiness';
import { Verdict } from '../ternary/ternary';

/**
 * What {@link predict} tells under preferences that were read, or were not:
 * then a node may be online, and of the rest nothing good is known.
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
    repair: advise('settle-fact', {
      reason:
        fault.kind === 'refused'
          ? 'The portal may not read the preferences.'
          : fault.message,
      settle: fault.hint,
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

/** What is known of it where no preference is. */
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
