import { ChangedPart, ReadingSubject, ReportedChange } from './ReportedChange';

// A change sets marks, and cached data has marks to compare: data is out of
// date if one of its marks was set after it was read. "any" is set by each
// change of a part, "every" by a change that names no role.
const MARKS = {
  any: (what: ChangedPart) => `${what}/any`,
  anyOf: (what: ChangedPart, accountId: string) => `${what}/any/${accountId}`,
  everyRole: (accountId: string) => `role/every/${accountId}`,
  // Role names are case-insensitive in IAM.
  role: (accountId: string, roleName: string) =>
    `role/one/${accountId}/${roleName.toLocaleLowerCase('en-US')}`,
};

/**
 * Returns the marks that a change sets.
 *
 * @public
 */
export function marksOfChange(change: ReportedChange): string[] {
  const { accountId, what, roleName } = change;
  const common = [MARKS.any(what), MARKS.anyOf(what, accountId)];
  if (what !== 'role') {
    return common;
  }
  return [
    ...common,
    roleName === undefined
      ? MARKS.everyRole(accountId)
      : MARKS.role(accountId, roleName),
  ];
}

/**
 * Returns the marks that determine whether data is out of date.
 *
 * @public
 */
export function marksOfReading(subject: ReadingSubject): string[] {
  const { accountId, what, roleName } = subject;
  if (accountId === undefined) {
    return [MARKS.any(what)];
  }
  return what === 'role' && roleName !== undefined
    ? [MARKS.everyRole(accountId), MARKS.role(accountId, roleName)]
    : [MARKS.anyOf(what, accountId)];
}
