import { DEVELOPMENT_ACCOUNT } from '../server/startLocalAws';

/**
 * The names in the demo fleet: what configuration, catalog and end-to-end
 * tests refer to.
 *
 * @public
 */
export const demoFleet = {
  accounts: {
    development: DEVELOPMENT_ACCOUNT,
    production: '444455556666',
  },
  /** The role that the portal assumes in the production account. */
  portalRoleName: 'backstage-portal',
  /** Of the development account; its objects are encrypted with the key. */
  bucket: 'corp-session-logs',
  /** The session preferences put the logs under it. */
  prefix: 'session-logs',
  /** In both accounts. */
  keyAlias: 'alias/session-manager',
  /** In both accounts. */
  logGroups: { encrypted: '/ssm/sessions', plain: '/ssm/sessions-plain' },
  /** In both accounts. */
  preferencesDocument: 'SSM-SessionManagerRunShell',
  /** The IAM path of the roles. */
  path: '/session-manager/',
  /** In the development account, each with an instance profile of its name. */
  roles: {
    /** As its spec says, and enough for logged sessions. */
    healthy: {
      roleName: 'payments-session-role',
      entityRef: 'component:default/payments',
    },
    /** Made by hand, without the right to use the log bucket's key. */
    broken: {
      roleName: 'orders-session-role',
      entityRef: 'component:default/orders',
    },
    /** Made from a spec, changed by hand later. */
    drifted: {
      roleName: 'inventory-session-role',
      entityRef: 'component:default/inventory',
    },
  },
} as const;

/**
 * Instances of a service in an account.
 *
 * @public
 */
export interface ServiceInstances {
  service: string;
  account: keyof typeof demoFleet.accounts;
  count: number;
  instanceProfileName?: string;
}

const { roles } = demoFleet;

/**
 * The instances in the demo fleet, named `payments-1` and so on.
 *
 * @public
 */
export const serviceInstances: readonly ServiceInstances[] = [
  {
    service: 'payments',
    account: 'development',
    count: 3,
    instanceProfileName: roles.healthy.roleName,
  },
  {
    service: 'orders',
    account: 'development',
    count: 2,
    instanceProfileName: roles.broken.roleName,
  },
  {
    service: 'inventory',
    account: 'development',
    count: 2,
    instanceProfileName: roles.drifted.roleName,
  },
  { service: 'search', account: 'development', count: 1 },
  { service: 'checkout', account: 'development', count: 2 },
  { service: 'payments', account: 'production', count: 2 },
  { service: 'checkout', account: 'production', count: 1 },
];
