import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  Change,
  describeChange,
} from 'backstage-plugin-session-manager-common';

/**
 * Tells a dry run's plan, and that there was nothing to do. What was done, the
 * log has already: each step as it was made.
 */
export function logPlan(
  { isDryRun, logger }: Pick<ActionContext<JsonObject>, 'isDryRun' | 'logger'>,
  changes: readonly Change[],
  nothing: string,
): void {
  if (changes.length === 0) {
    logger.info(nothing);
  }
  if (isDryRun) {
    changes.forEach(change => logger.info(`Would: ${describeChange(change)}`));
  }
}
