import {
  FleetRole,
  FleetRoleList,
  FleetSummary,
} from 'backstage-plugin-session-manager-common';
import { fault } from './roles';

const MINUTE = 60_000;

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * MINUTE).toISOString();

/** A role whose logs are lost, of the service payments. */
export function fleetRole(more: Partial<FleetRole> = {}): FleetRole {
  const roleName = more.roleName ?? 'payments-session-role';
  return {
    roleArn: `arn:aws:iam::444455556666:role/session-manager/${roleName}`,
    roleName,
    accountId: '444455556666',
    accountName: 'production',
    regions: ['us-east-1'],
    entityRef: 'component:default/payments',
    owner: 'group:default/payments-team',
    managed: true,
    nodeKind: 'ec2',
    state: 'logs-lost',
    sentence: 'Logs to S3 will be lost: the bucket does not exist.',
    headline: {
      state: 'logs-lost',
      sentences: [
        {
          id: 'lost-s3',
          values: {},
          cause: { id: 'bucket-missing', values: {} },
        },
      ],
      text: 'Logs to S3 will be lost: the bucket does not exist.',
    },
    problems: ['s3-put-denied', 's3-key-generate-denied'],
    drift: 'drifted',
    nodes: { online: 2, total: 3 },
    observedAt: minutesAgo(4),
    ...more,
  };
}

/** The roles of three accounts, of which one could not be read. */
export function fleetSummary(more: Partial<FleetSummary> = {}): FleetSummary {
  const account = {
    accountId: '444455556666',
    name: 'production',
    total: 1_200,
    states: { ready: 1_182, 'logs-lost': 18 },
    scannedAt: minutesAgo(4),
  };
  return {
    total: 1_322,
    states: {
      ready: 1_204,
      'logs-lost': 61,
      'sessions-fail': 17,
      unknown: 40,
    },
    drifted: 22,
    unmanaged: 300,
    withoutNodes: 7,
    problems: [
      { code: 's3-put-denied', count: 44 },
      { code: 'session-key-decrypt-denied', count: 17 },
    ],
    accounts: [
      account,
      {
        ...account,
        accountId: '111122223333',
        name: 'development',
        total: 122,
        scannedAt: minutesAgo(18),
        fault: fault('refused'),
        faultSince: minutesAgo(120),
      },
      { accountId: '777788889999', total: 0, states: {} },
    ],
    owners: ['payments', 'orders', 'search', 'web', 'data', 'ops'].map(
      (name, place) => ({
        owner: `group:default/${name}-team`,
        total: 100 - place,
        states: {},
      }),
    ),
    ...more,
  };
}

/** A page of the list. */
export function fleetPage(
  items: FleetRole[] = [fleetRole()],
  pageInfo: FleetRoleList['pageInfo'] = {},
): FleetRoleList {
  return { items, totalItems: items.length, pageInfo };
}
