import { Change, isStep } from 'backstage-plugin-session-manager-common';
import { portalText } from '../../translation/portalText';
import { Translate } from '../../translation/Translate';

/** Why a plan is refused, in the user's language; empty if it can be applied. */
export function refusedChanges(
  changes: readonly Change[],
  t: Translate,
): string[] {
  return changes.flatMap(change =>
    isStep(change) ? [] : portalText(`${capitalized(change.reason)}.`, t),
  );
}

/** A refusal can begin with the ID of an instance, which stays as it is. */
function capitalized(text: string): string {
  return text.replace(/^[a-z]+(?= )/, word => {
    return word.charAt(0).toLocaleUpperCase('en-US') + word.slice(1);
  });
}
