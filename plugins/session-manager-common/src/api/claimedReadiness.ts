import { Readiness } from '../readiness/model/Readiness';
import { readinessState } from '../readiness/explain/headline';
import { ClaimedReadiness } from '../schema/openapi/generated/models/ClaimedReadiness.model';

/**
 * Reduces the readiness of a role for callers who may not read it: its state
 * and the codes of its problems, without its documents and without ARNs from
 * them.
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
