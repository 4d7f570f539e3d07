import { ChangedPart, ReadingSubject, ReportedChange } from './ReportedChange';

// A change leaves marks, and a reading looks at some: where one of those is
// newer than the reading, it is out of date. "any" is marked by each change of
// its kind, "every" by a change that names no role.
const MARKS = {
  any: (what: ChangedPart) => `${what}/any`,
  anyOf: (what: ChangedPart, accountId: string) => `${what}/any/${accountId}`,
  everyRole: (accountId: string) => `role/every/${accountId}`,
  // IAM has one role of a name, however it is written.
  role: (accountId: string, roleName: string) =>
    `role/one/${accountId}/${roleName.toLocaleLowerCase('en-US')}`,
};

/**
 * The marks that a change leaves.
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
 * The marks that tell whether a reading is out of date.
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
