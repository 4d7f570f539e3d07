import {
  Problem,
  Readiness,
  ObservedInstance,
  ServiceInstance,
} from 'backstage-plugin-session-manager-common';
import { describeNode, knownNodes, RoleNode } from './connectNodes';

const place = { accountId: '111122223333', region: 'us-east-1' };
const EC2 = 'i-0123456789abcdef0';
const HYBRID = 'mi-0123456789abcdef0';

const ready: Readiness = {
  online: 'yes',
  starts: 'yes',
  logged: { s3: null, cloudWatchLogs: null },
  problems: [],
};

const problem = (code: Problem['code'], nodeKind?: 'hybrid'): Problem => ({
  code,
  stage: 'start',
  severity: 'error',
  decisive: [],
  repair: { kind: 'advice', text: '', sentences: [] },
  ...(nodeKind && { nodeKind }),
});

const instance = (more: Partial<ServiceInstance> = {}): ServiceInstance => ({
  ...place,
  instanceId: EC2,
  name: 'payments-1',
  state: 'running',
  instanceProfile: { name: 'profile', arn: 'arn' },
  ...more,
});

const used = (
  seen: Partial<ObservedInstance> = {},
  readiness: Readiness = ready,
): RoleNode => ({
  ...place,
  seen: { instanceId: EC2, ping: 'online', fits: 'yes', notes: [], ...seen },
  readiness,
});

const read = { pings: undefined, isTagKnown: true };

describe('the nodes of a service', () => {
  it('are listed once if found by tag and by role', () => {
    expect(
      knownNodes(
        [instance(), instance({ region: 'eu-west-1' })],
        [used(), used(), used({ instanceId: HYBRID })],
      ),
    ).toEqual([
      { ...place, nodeId: EC2, tagged: instance(), used: used() },
      {
        ...place,
        region: 'eu-west-1',
        nodeId: EC2,
        tagged: instance({ region: 'eu-west-1' }),
      },
      { ...place, nodeId: HYBRID, used: used({ instanceId: HYBRID }) },
    ]);
  });

  it('are named by their tag, or by the name of the computer', () => {
    const [both] = knownNodes([instance()], [used({ computerName: 'ip-1' })]);
    const [one] = knownNodes([], [used({ computerName: 'ip-1' })]);
    expect(describeNode(both, read).name).toBe('payments-1');
    expect(describeNode(one, read).name).toBe('ip-1');
    const [untagged] = knownNodes(
      [],
      [used({ name: 'batch', computerName: 'ip-1' })],
    );
    expect(describeNode(untagged, read).name).toBe('batch');
  });

  it.each([
    ['has it', EC2, [instance()], true, 'yes'],
    ['does not have it', EC2, [], true, 'no'],
    ['may have it, because EC2 could not be read', EC2, [], false, 'unknown'],
    ['is hybrid, and its tags were not read', HYBRID, [], true, 'unknown'],
  ] as const)(
    'include whether they have the tag: a node %s',
    (_, instanceId, tagged, isTagKnown, expected) => {
      const [node] = knownNodes(tagged, [used({ instanceId })]);
      const { hasTag } = describeNode(node, { pings: undefined, isTagKnown });
      expect(hasTag).toBe(expected);
    },
  );

  it.each([
    ['has it', { nodeIds: [HYBRID], isComplete: false }, 'yes'],
    ['does not have it', { nodeIds: [EC2], isComplete: true }, 'no'],
    [
      'may have it, because not all were listed',
      { nodeIds: [EC2], isComplete: false },
      'unknown',
    ],
  ] as const)(
    'include whether they have the tag: a hybrid node %s',
    (_, { nodeIds, isComplete }, expected) => {
      const [node] = knownNodes([], [used({ instanceId: HYBRID })]);
      const { hasTag } = describeNode(node, {
        ...read,
        taggedNodes: { nodeIds: [...nodeIds], isComplete },
      });
      expect(hasTag).toBe(expected);
    },
  );

  it('have the prediction for their kind if both kinds can use the role', () => {
    const readiness: Readiness = {
      ...ready,
      problems: [problem('standard-instances-tier', 'hybrid')],
      byNodeKind: { ec2: ready, hybrid: { ...ready, starts: 'no' } },
    };
    const [ec2, hybrid] = knownNodes(
      [],
      [used({}, readiness), used({ instanceId: HYBRID }, readiness)],
    ).map(node => describeNode(node, read));

    expect(ec2).not.toHaveProperty('obstacle');
    expect(hybrid.obstacle).toMatchObject({
      code: 'predicted',
      headline: {
        state: 'sessions-fail',
        text: expect.stringMatching(/^Sessions fail/),
      },
    });
  });

  it('ignore the prediction for a role that they do not use', () => {
    const seen = { notes: ['default-host-management' as const] };
    const fails: Readiness = { ...ready, online: 'unknown', starts: 'no' };
    const defaultRole = 'arn:aws:iam::111122223333:role/service-role/Default';
    const [own] = knownNodes([], [used(seen, fails)]);
    const [other] = knownNodes(
      [],
      [used(seen, { ...fails, insteadOfRole: defaultRole })],
    );

    expect(describeNode(own, read)).not.toHaveProperty('obstacle');
    expect(describeNode(other, read).obstacle?.code).toBe('predicted');
  });

  it('are looked up in Systems Manager if they have no role of the service', () => {
    const [node] = knownNodes([instance()], []);
    const lastPingAt = '2026-11-29T12:00:00.000Z';
    expect(
      describeNode(node, {
        ...read,
        pings: {
          status: 'read',
          nodes: [
            { instanceId: EC2, seen: { ping: 'connection-lost', lastPingAt } },
          ],
        },
      }),
    ).toMatchObject({
      ping: 'connection-lost',
      lastPingAt,
      obstacle: { code: 'connection-lost' },
    });
    expect(
      describeNode(node, { ...read, pings: { status: 'read', nodes: [] } }),
    ).toMatchObject({ ping: 'unseen', obstacle: { code: 'never-connected' } });
  });
});
