import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { InstallationCheck } from 'backstage-plugin-session-manager-common';
import { ScannedAccount } from '../fleet/database/operations/accounts';
import { okCheck, problemCheck, unknownCheck } from './checkResults';

// The alert rules for Prometheus have the same limit.
const LATE_AFTER = 3;

/** Whether an account is scanned as often as configured. */
export function scanCheck(
  { accountId, name }: { accountId: string; name?: string },
  scanned: ScannedAccount | undefined,
  { refresh, now }: { refresh: HumanDuration; now: number },
): InstallationCheck {
  const subject = {
    id: 'scan',
    accountId,
    ...(name && { accountName: name }),
  } as const;
  const { scannedAt, fault } = scanned ?? {};
  if (fault) {
    return problemCheck(subject, {
      sentence: fault.fault.message,
      remedy: fault.fault.hint,
      readAt: fault.since,
    });
  }
  if (!scannedAt) {
    return unknownCheck(subject, {
      sentence: 'The account has not been scanned so far.',
      remedy:
        'Check again in a few minutes. If this stays, look for the task session-manager-fleet in the backend’s log.',
    });
  }
  const isLate =
    now - Date.parse(scannedAt) > LATE_AFTER * durationToMilliseconds(refresh);
  return isLate
    ? problemCheck(subject, {
        sentence:
          'The last complete scan is older than three times sessionManager.fleet.refresh.',
        remedy:
          'Look for the task session-manager-fleet in the backend’s log, or increase the interval.',
        readAt: scannedAt,
      })
    : okCheck(subject, {
        sentence: 'All roles of the account were read.',
        readAt: scannedAt,
      });
}

/** Whether events of AWS arrive. */
export function eventsCheck(
  scanned: readonly ScannedAccount[],
  { isConfigured }: { isConfigured: boolean },
): InstallationCheck {
  const subject = { id: 'events' } as const;
  if (!isConfigured) {
    return okCheck(subject, {
      sentence:
        'No events of AWS are received: the next scan sees what is changed outside the portal.',
      remedy: 'To see it within seconds, set sessionManager.fleet.events.',
    });
  }
  const last = scanned
    .flatMap(({ refreshedAt = [] }) => refreshedAt)
    .sort()
    .at(-1);
  return last
    ? okCheck(subject, {
        sentence: 'Events of AWS arrive.',
        readAt: last,
      })
    : unknownCheck(subject, {
        sentence: 'No event of AWS about a role has arrived so far.',
        remedy:
          'Change the description of a role in the AWS console, and check again after two minutes. If none arrives, check the queue and its rule.',
      });
}
