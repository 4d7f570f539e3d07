import { marksOfChange, marksOfReading } from './changeMarks';
import { ReadingSubject, ReportedChange } from './ReportedChange';

const accountId = '111122223333';
const other = '444455556666';

/** Whether a reading of the subject is out of date after the change. */
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
    ['of a role, that role', web, web, true],
    [
      'of a role, however it is written',
      web,
      { ...web, roleName: 'Web' },
      true,
    ],
    ['of a role, another', web, { ...web, roleName: 'api' }, false],
    ['of a role, one elsewhere', web, { ...web, accountId: other }, false],
    ['of a role, a list of roles', web, { what: 'role', accountId }, true],
    ['of a role, a list of all accounts', web, { what: 'role' }, true],
    ['of a role, the environment', web, environment, false],
    ['of some role, each of them', everyRole, web, true],
    ['of some role, a list of roles', everyRole, everyRole, true],
    ['of instances, the account’s', instances, instances, true],
    ['of instances, a role', instances, web, false],
    [
      'of instances, another’s',
      instances,
      { ...instances, accountId: other },
      false,
    ],
    ['of instances, all', instances, { what: 'instances' }, true],
    ['of the environment, the account’s', environment, environment, true],
    [
      'of the environment, a bucket of any',
      environment,
      { what: 'environment' },
      true,
    ],
    ['of the environment, a role', environment, web, false],
  ])('%s: whether it is out of date', (_, change, subject, expected) => {
    expect(outdates(change, subject)).toBe(expected);
  });
});
