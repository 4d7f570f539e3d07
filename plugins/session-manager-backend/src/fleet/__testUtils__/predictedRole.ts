import {
  FleetDrift,
  ProblemCode,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { PredictedRole } from '../RoleEntry';

export const ACCOUNT = '111122223333';

/** A role of the fleet, as a scan hands it to the store. */
export function predictedRole(
  changes: Partial<PredictedRole> & { roleName: string },
): PredictedRole {
  const { accountId = ACCOUNT, roleName, state = 'ready' } = changes;
  const roleArn = `arn:aws:iam::${accountId}:role/${roleName}`;
  return {
    roleArn,
    accountId,
    managed: true,
    nodeKind: 'ec2',
    state,
    headline: { state, sentences: [], text: `Sessions: ${state}.` },
    problems: [],
    drift: 'in-sync',
    regions: ['us-east-1'],
    snapshot: {
      role: {
        arn: roleArn,
        roleName,
        path: '/',
        trust: { Statement: [] },
        tags: {},
        attachedPolicies: [],
        inlinePolicies: {},
      },
      policies: [],
      instanceProfiles: [],
    },
    snapshotHash: 'a',
    environmentHash: 'b',
    predictions: [],
    variant: {
      name: roleName,
      shape: {
        trust: '',
        permissions: '',
        boundary: '',
        'instance-profile': '',
      },
    },
    ...changes,
  };
}

const STATES: ReadinessState[] = [
  'ready',
  'logs-lost',
  'sessions-fail',
  'unknown',
  'not-a-node-role',
];
const PROBLEMS: ProblemCode[] = ['s3-put-denied', 'cw-put-events-denied'];

/** Few have drifted. */
function driftOf(n: number): FleetDrift {
  if (n % 4 === 0) {
    return 'unmanaged';
  }
  return n % 400 === 1 ? 'drifted' : 'in-sync';
}

/** Many roles of many kinds, in as many accounts as are given. */
export function manyRoles(
  count: number,
  accounts: readonly string[],
): PredictedRole[] {
  return Array.from({ length: count }, (_, n) => {
    const service = (n * 31) % 97;
    return predictedRole({
      roleName: `role-${String((n * 7919) % count).padStart(6, '0')}`,
      accountId: accounts[n % accounts.length],
      entityRef:
        n % 5 === 0 ? undefined : `component:default/service-${service}`,
      owner: n % 5 === 0 ? undefined : `group:default/team-${service % 10}`,
      managed: n % 4 > 0,
      state: STATES[(n * 13) % STATES.length],
      problems: PROBLEMS.slice(n % 3),
      drift: driftOf(n),
      regions: n % 2 ? ['us-east-1'] : ['us-east-1', 'eu-west-1'],
      nodes: n % 7 === 0 ? undefined : { online: n % 3, total: n % 3 },
    });
  });
}
