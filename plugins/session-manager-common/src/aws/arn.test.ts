import { formatArn, iamArn, parseArn, roleOfArn } from './arn';

describe('parseArn', () => {
  it.each([
    'arn:aws:iam::111122223333:role/team/web',
    'arn:aws-cn:s3:::corp-logs/a:b',
    'arn:aws:logs:us-east-1:111122223333:log-group:/ssm/sessions:*',
  ])('parses and formatArn formats %s', text => {
    expect(formatArn(parseArn(text)!)).toBe(text);
  });

  it.each([
    '',
    'role/web',
    'arn:aws',
    'arn:aws:iam::1',
    'urn:aws:iam::1:role/a',
    'arn::iam::1:role/a',
  ])('returns undefined for "%s"', text =>
    expect(parseArn(text)).toBeUndefined(),
  );

  it('roleOfArn returns account, path and name of a role ARN', () => {
    const account = { partition: 'aws', accountId: '111122223333' };
    const arn = iamArn(account, 'role', '/team/', 'web');
    expect(roleOfArn(arn)).toEqual({
      arn,
      ...account,
      path: '/team/',
      roleName: 'web',
    });
    expect(roleOfArn(iamArn(account, 'role', '/', 'web'))?.path).toBe('/');
  });

  it.each([
    'arn:aws:iam::111122223333:policy/web',
    'arn:aws:iam::1111:role/web',
    'arn:aws:iam::111122223333:role/web*',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::1111222233334:role/web',
    'arn:aws:iam::x111122223333:role/web',
    'arn:aws:iam::111122223333:my-role/web',
    'arn:aws:sts::111122223333:role/web',
    'web',
    'arn:aws:sts::111122223333:assumed-role/web/session',
  ])('roleOfArn returns undefined for %s', text =>
    expect(roleOfArn(text)).toBeUndefined(),
  );
});
