import { marksOfChange, marksOfReading } from './changeMarks';
import { ReadingSubject, ReportedChange } from './ReportedChange';

const accountId = '111122223333';
const other = '444455556666';

/** Whether the change makes data about the subject out of date. */
function outdates(change: ReportedChange, subject: ReadingSubject): boolean {
  const left = marksOfChange(change);
  return marksOfReading(subject).some(mark => left.includes(mark));
}

const web: ReportedChange = { what: 'role', accountId, roleName: 'web' };
const everyRole: ReportedChange = { what: 'role', accountId };
const instances: ReportedChange = { what: 'instances', accountId };
const environment: ReportedChange = { what: 'environment', accountId };

describe('a change', () => {
  it.each<[string, ReportedChange, ReadingSubject, boolean]>([
    ['a change of a role, data on the role', web, web, true],
    [
      'a change of a role, data on the role in another case',
      web,
      { ...web, roleName: 'Web' },
      true,
    ],
    [
      'a change of a role, data on another role',
      web,
      { ...web, roleName: 'api' },
      false,
    ],
    [
      'a change of a role, data on a role in another account',
      web,
      { ...web, accountId: other },
      false,
    ],
    [
      'a change of a role, a list of roles',
      web,
      { what: 'role', accountId },
      true,
    ],
    ['a change of a role, a list in all accounts', web, { what: 'role' }, true],
    ['a change of a role, data on the environment', web, environment, false],
    ['a change of any role, data on each role', everyRole, web, true],
    ['a change of any role, a list of roles', everyRole, everyRole, true],
    [
      'a change of instances, data on the account’s',
      instances,
      instances,
      true,
    ],
    ['a change of instances, data on a role', instances, web, false],
    [
      'a change of instances, data on another account’s',
      instances,
      { ...instances, accountId: other },
      false,
    ],
    [
      'a change of instances, data on all',
      instances,
      { what: 'instances' },
      true,
    ],
    [
      'a change of the environment, data on the account’s',
      environment,
      environment,
      true,
    ],
    [
      'a change of the environment, data on a bucket in any account',
      environment,
      { what: 'environment' },
      true,
    ],
    ['a change of the environment, data on a role', environment, web, false],
  ])(
    'determines whether it affects the data: %s',
    (_, change, subject, expected) => {
      expect(outdates(change, subject)).toBe(expected);
    },
  );
});
