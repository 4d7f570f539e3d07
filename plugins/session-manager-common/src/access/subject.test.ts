import { ACCOUNT, OTHER, PUT, ROLE } from './__testUtils__/rules';
import { callerOf, subjectOf, subjectOfRequest } from './subject';

describe('the owner of a resource', () => {
  const UNKNOWN = [[], 'some'];
  const of = (resource: string) => subjectOfRequest({ ...PUT, resource });

  it.each<[string, string, boolean]>([
    ['is the account in its ARN', OTHER, true],
    ['may be the role’s account', ACCOUNT, false],
    ['is the role’s account if the ARN has none', '', false],
    ['is not an account with additional digits before it', `1${OTHER}`, false],
    ['is not an account with additional digits after it', `${OTHER}1`, false],
    ['is not an account with a name', 'aws', false],
  ])('%s', (_, account, isForeign) => {
    const subject = of(`arn:aws:sqs:us-east-1:${account}:queue`);
    expect(subject.isForeign).toBe(isForeign);
    expect(subject.context('aws:ResourceAccount')).toEqual([
      [isForeign ? OTHER : ACCOUNT],
    ]);
  });

  it('is treated as the role’s account if it is unknown, without an account key', () => {
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
