import { Readiness } from '../readiness/Readiness';
import { readinessState } from '../readiness/headline';
import { ClaimedReadiness } from './RoleStatus';

/**
 * What may be said of a role to those who may not read it: how it stands, and
 * which problems it has. None of its documents, and no ARN of what they name.
 *
 * @public
 */
export function claimedReadiness(
  readiness: Pick<Readiness, 'online' | 'starts' | 'logged'> & {
    problems: readonly Pick<
      Readiness['problems'][number],
      'code' | 'stage' | 'severity'
    >[];
  },
  region: string,
): ClaimedReadiness {
  const { online, starts, logged, problems } = readiness;
  return {
    region,
    state: readinessState(readiness),
    online,
    starts,
    logged: { s3: logged.s3, cloudWatchLogs: logged.cloudWatchLogs },
    problems: problems.map(({ code, stage, severity }) => ({
      code,
      stage,
      severity,
    })),
  };
}
