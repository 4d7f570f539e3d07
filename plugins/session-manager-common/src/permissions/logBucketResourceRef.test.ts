import {
  logBucketResourceRef,
  parseLogBucketResourceRef,
} from './logBucketResourceRef';

const role = {
  accountId: '111122223333',
  roleName: 'web+a=b,c.d@e-f',
  entityRef: 'component:default/payments',
};

describe('the resource ref of a log bucket', () => {
  it.each([
    { accountId: '999900001111', bucket: 'audit-logs.v2', role },
    {
      accountId: '999900001111',
      bucket: 'audit-logs',
      role: { ...role, entityRef: undefined },
    },
  ])('is parsed as it was written: %j', resource => {
    const ref = logBucketResourceRef(resource);

    expect(parseLogBucketResourceRef(ref)).toEqual(resource);
  });

  it.each([
    '',
    '999900001111/audit-logs',
    '111122223333/web#component:default/payments',
    '999900001111/<-111122223333/web',
    '999900001111/audit-logs<-web',
    '9999/audit-logs<-111122223333/web',
  ])('cannot be parsed from "%s"', ref => {
    expect(parseLogBucketResourceRef(ref)).toBeUndefined();
  });
});
