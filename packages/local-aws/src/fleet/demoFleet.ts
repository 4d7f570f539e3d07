import { DEVELOPMENT_ACCOUNT } from '../server/startLocalAws';

/**
 * The names in the demo fleet, for configuration, catalog and end-to-end tests.
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
  /**
   * Bucket of the development account; its objects are encrypted with the key.
   */
  bucket: 'corp-session-logs',
  /** Prefix of the logs in the session preferences. */
  prefix: 'session-logs',
  /** In both accounts. */
  keyAlias: 'alias/session-manager',
  /** In both accounts. */
  logGroups: { encrypted: '/ssm/sessions', plain: '/ssm/sessions-plain' },
  /** In both accounts. */
  preferencesDocument: 'SSM-SessionManagerRunShell',
  /** The IAM path of the roles. */
  path: '/session-manager/',
  /**
   * Roles of the development account, each with an instance profile of the same
   * name.
   */
  roles: {
    /** Matches its spec, and is sufficient for logged sessions. */
    healthy: {
      roleName: 'payments-session-role',
      entityRef: 'component:default/payments',
    },
    /** Created manually, without permission to use the log bucket's key. */
    broken: {
      roleName: 'orders-session-role',
      entityRef: 'component:default/orders',
    },
    /** Created from a spec, later changed manually. */
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
