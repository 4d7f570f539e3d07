import { InstallationCheck } from 'backstage-plugin-session-manager-common';

/** What a check is about. */
export type CheckSubject = Pick<
  InstallationCheck,
  'id' | 'accountId' | 'accountName'
>;

/** What was found, and when that was read; absent: now. */
type Found = Pick<InstallationCheck, 'sentence' | 'remedy'> &
  Partial<Pick<InstallationCheck, 'readAt'>>;

type Remedied = Found & { remedy: string };

/** It is in order; the remedy says what could be better. */
export function okCheck(
  subject: CheckSubject,
  found: Found,
): InstallationCheck {
  return checkResult('ok', subject, found);
}

export function problemCheck(
  subject: CheckSubject,
  found: Remedied,
): InstallationCheck {
  return checkResult('problem', subject, found);
}

/** It could not be read; the remedy says what would settle it. */
export function unknownCheck(
  subject: CheckSubject,
  found: Remedied,
): InstallationCheck {
  return checkResult('unknown', subject, found);
}

function checkResult(
  state: InstallationCheck['state'],
  subject: CheckSubject,
  found: Found,
): InstallationCheck {
  return { ...subject, state, readAt: new Date().toISOString(), ...found };
}
