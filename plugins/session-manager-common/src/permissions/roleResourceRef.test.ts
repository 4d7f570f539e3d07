import { parseRoleResourceRef, roleResourceRef } from './roleResourceRef';

describe('the resource ref of a role', () => {
  it.each([
    {
      accountId: '111122223333',
      roleName: 'web+a=b,c.d@e-f',
      entityRef: 'component:default/payments',
    },
    { accountId: '111122223333', roleName: 'web', entityRef: undefined },
  ])('is parsed as it was written: %j', role => {
    expect(parseRoleResourceRef(roleResourceRef(role))).toEqual(role);
  });

  it.each(['', 'web', '1111/web', '111122223333/', '111122223333/a/b'])(
    'cannot be parsed from "%s"',
    ref => {
      expect(parseRoleResourceRef(ref)).toBeUndefined();
    },
  );
});
