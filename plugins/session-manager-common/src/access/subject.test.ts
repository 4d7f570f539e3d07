import { ACCOUNT, OTHER, PUT, ROLE } from './__testUtils__/rules';
import { callerOf, subjectOf, subjectOfRequest } from './subject';

describe('the owner of a resource', () => {
  const UNKNOWN = [[], 'some'];
  const of = (resource: string) => subjectOfRequest({ ...PUT, resource });

  it.each<[string, string, boolean]>([
    ['is the account that its ARN names', OTHER, true],
    ['may be the role’s own', ACCOUNT, false],
    ['is the role’s own where the ARN names none', '', false],
    ['is no account with more digits before it', `1${OTHER}`, false],
    ['is no account with more digits behind it', `${OTHER}1`, false],
    ['is no account by a name', 'aws', false],
  ])('%s', (_, account, isForeign) => {
    const subject = of(`arn:aws:sqs:us-east-1:${account}:queue`);
    expect(subject.isForeign).toBe(isForeign);
    expect(subject.context('aws:ResourceAccount')).toEqual([
      [isForeign ? OTHER : ACCOUNT],
    ]);
  });

  it('is taken as near where nobody knows it, and tells no account', () => {
    const subject = subjectOf(
      callerOf(ROLE),
      { action: PUT.action, resource: PUT.resource, ownerIsUnknown: true },
      () => [],
    );
    expect(subject.isForeign).toBe(false);
    expect(subject.context('aws:ResourceAccount')).toEqual(UNKNOWN);
    expect(subject.context('s3:ResourceAccount')).toEqual(UNKNOWN);
  });
});
