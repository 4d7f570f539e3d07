import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';

/**
 * Runs a function and audits whether it succeeded or failed.
 *
 * @param work - returns further metadata for the audit event
 */
export async function audited(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  work: () => Promise<JsonObject | undefined>,
): Promise<void> {
  const record = await auditor.createEvent(event);
  try {
    const meta = await work();
    await record.success(meta && { meta });
  } catch (error) {
    await record.fail({ error: toError(error) });
    throw error;
  }
}
