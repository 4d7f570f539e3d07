import { SeenInstance, Verdict } from 'backstage-plugin-session-manager-common';
import { Node } from './listNodes';
import { seenInstance } from './seenInstance';

const node = (ping?: 'online' | 'connection-lost', iamRole?: string): Node => ({
  instanceId: 'i-0123456789abcdef0',
  ...(ping ? { seen: { ping, iamRole } } : {}),
});

describe('what is seen of an instance', () => {
  it.each<[string, Node, Verdict, SeenInstance['fits'], SeenInstance['notes']]>(
    [
      ['is online as told', node('online'), 'yes', 'yes', []],
      ['is not online as told', node(), 'no', 'yes', []],
      ['waits, unseen', node(), 'yes', 'no', ['waits-for-credentials']],
      [
        'waits, or is stopped',
        node('connection-lost'),
        'yes',
        'unknown',
        ['waits-for-credentials'],
      ],
      [
        'is online against what is told',
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
        'is online where nothing is told',
        node('online'),
        'unknown',
        'unknown',
        [],
      ],
      ['is unseen where nothing is told', node(), 'unknown', 'unknown', []],
    ],
  )('%s', (_, seen, online, fits, notes) => {
    expect(seenInstance(seen, 'ec2', { online })).toMatchObject({
      fits,
      notes,
    });
  });

  it('fits where Default Host Management is what is told of', () => {
    expect(
      seenInstance(node('online', 'service-role/Default'), 'ec2', {
        online: 'yes',
        insteadOfRole: 'arn:aws:iam::111122223333:role/service-role/Default',
      }),
    ).toMatchObject({ fits: 'yes', notes: ['default-host-management'] });
  });

  it('is a hybrid node’s own role', () => {
    expect(
      seenInstance(node('online', 'warehouse-role'), 'hybrid', {
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
