import {
  ObservedInstance,
  Verdict,
} from 'backstage-plugin-session-manager-common';
import { ManagedNode } from './listNodes';
import { observedInstance } from './observedInstance';

const node = (
  ping?: 'online' | 'connection-lost',
  iamRole?: string,
): ManagedNode => ({
  instanceId: 'i-0123456789abcdef0',
  ...(ping ? { seen: { ping, iamRole } } : {}),
});

describe('the observed state of an instance', () => {
  it.each<
    [
      string,
      ManagedNode,
      Verdict,
      ObservedInstance['fits'],
      ObservedInstance['notes'],
    ]
  >([
    ['is online as predicted', node('online'), 'yes', 'yes', []],
    ['is not online as predicted', node(), 'no', 'yes', []],
    ['waits, unseen', node(), 'yes', 'no', ['waits-for-credentials']],
    [
      'waits or is stopped',
      node('connection-lost'),
      'yes',
      'unknown',
      ['waits-for-credentials'],
    ],
    [
      'is online against the prediction',
      node('online'),
      'no',
      'no',
      ['online-against-prediction'],
    ],
    [
      'runs on Default Host Management',
      node('online', 'service-role/Default'),
      'no',
      'unknown',
      ['default-host-management'],
    ],
    [
      'is online without a prediction',
      node('online'),
      'unknown',
      'unknown',
      [],
    ],
    ['is unseen without a prediction', node(), 'unknown', 'unknown', []],
  ])('%s', (_, seen, online, fits, notes) => {
    expect(observedInstance(seen, 'ec2', { online })).toMatchObject({
      fits,
      notes,
    });
  });

  it('fits if the prediction is for Default Host Management', () => {
    expect(
      observedInstance(node('online', 'service-role/Default'), 'ec2', {
        online: 'yes',
        insteadOfRole: 'arn:aws:iam::111122223333:role/service-role/Default',
      }),
    ).toMatchObject({ fits: 'yes', notes: ['default-host-management'] });
  });

  it('compares a hybrid node’s own role', () => {
    expect(
      observedInstance(node('online', 'warehouse-role'), 'hybrid', {
        online: 'yes',
      }),
    ).toEqual({
      instanceId: 'i-0123456789abcdef0',
      ping: 'online',
      fits: 'yes',
      notes: [],
    });
  });
});
