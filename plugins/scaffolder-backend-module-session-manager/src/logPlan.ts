import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  Change,
  describeChange,
} from 'backstage-plugin-session-manager-common';

/**
 * Logs the plan of a dry run, or that there was nothing to do. Otherwise each
 * step is logged when it is done.
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
    logDryRun({ logger }, changes);
  }
}

/** Logs what a dry run would change. */
export function logDryRun(
  { logger }: Pick<ActionContext<JsonObject>, 'logger'>,
  changes: readonly Change[],
): void {
  changes.forEach(change => logger.info(`Would: ${describeChange(change)}`));
}
