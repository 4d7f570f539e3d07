import { CAUSES, ProblemCode } from 'backstage-plugin-session-manager-common';
import { causeText } from '../translation/sentences';
import { Translate } from '../translation/Translate';

/** Whether a text is the code of a problem. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(CAUSES, text);
}

/**
 * A problem as a title: its cause, without the details of a role. Two problems
 * with one cause are told apart by their codes.
 */
export function problemTitle(code: ProblemCode, t: Translate): string {
  const cause = causeText({ id: code, values: {} }, t);
  const title = `${cause[0].toLocaleUpperCase(t('language'))}${cause.slice(1)}`;
  return hasTwin(code) ? `${title} (${code})` : title;
}

function hasTwin(code: ProblemCode): boolean {
  return Object.values(CAUSES).filter(each => each === CAUSES[code]).length > 1;
}
