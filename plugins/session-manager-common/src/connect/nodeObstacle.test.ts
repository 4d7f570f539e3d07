import { NodeConnection, nodeObstacle, NodeObstacleCode } from './nodeObstacle';

const ready = { online: 'yes', starts: 'yes' } as const;
const fails = { online: 'yes', starts: 'no' } as const;
const offline = { online: 'no', starts: 'no' } as const;

describe('why a session on a node would not start', () => {
  it.each<[string, NodeConnection, NodeObstacleCode | undefined]>([
    ['it is online', { ping: 'online' }, undefined],
    [
      'it is online, and sessions start',
      { ping: 'online', prediction: ready },
      undefined,
    ],
    [
      'it is online, and its role is not allowed to use the session key',
      { ping: 'online', prediction: fails },
      'predicted',
    ],
    [
      'it is online against the prediction',
      { ping: 'online', prediction: offline },
      undefined,
    ],
    [
      'it is stopped, and other reasons apply as well',
      {
        ping: 'connection-lost',
        state: 'stopped',
        waitsForCredentials: true,
        prediction: offline,
      },
      'not-running',
    ],
    [
      'its profile was attached a moment ago',
      { ping: 'unseen', state: 'running', waitsForCredentials: true },
      'waits-for-credentials',
    ],
    [
      'its role is not allowed to register',
      { ping: 'unseen', state: 'running', prediction: offline },
      'predicted',
    ],
    [
      'it has no profile',
      { ping: 'unseen', state: 'running', hasInstanceProfile: false },
      'no-instance-profile',
    ],
    [
      'it has no profile, and is online by Default Host Management',
      { ping: 'online', state: 'running', hasInstanceProfile: false },
      undefined,
    ],
    [
      'it has lost its connection',
      { ping: 'connection-lost', state: 'running', hasInstanceProfile: true },
      'connection-lost',
    ],
    ['it is inactive', { ping: 'inactive' }, 'connection-lost'],
    [
      'Systems Manager does not know it',
      { ping: 'unseen', state: 'running', hasInstanceProfile: true },
      'never-connected',
    ],
    [
      'Systems Manager could not be read',
      { ping: 'unknown', state: 'running' },
      'not-read',
    ],
  ])('%s', (_, node, expected) => {
    expect(nodeObstacle(node)).toBe(expected);
  });
});
