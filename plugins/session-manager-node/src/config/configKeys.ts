import { ConfigKeys } from 'backstage-plugin-session-manager-common';
import type { Config } from '../../config';

/**
 * The keys of the `sessionManager` section. The compiler holds them equal to
 * those of `config.d.ts`.
 */
export const CONFIG_KEYS: ConfigKeys<NonNullable<Config['sessionManager']>> = {
  region: true,
  accounts: {
    accountId: true,
    name: true,
    partition: true,
    regions: true,
    path: true,
    permissionsBoundaryArn: true,
    maxSessionDuration: true,
    tags: true,
    allow: { buckets: true, kmsKeyArns: true, logGroups: true },
    connect: {
      identityCenter: { startUrl: true, roleName: true },
      justInTime: true,
      profile: true,
    },
    approval: {
      approvers: true,
      required: true,
      expireAfter: true,
      useWithin: true,
      breakGlass: { groups: true },
      autoApprove: {
        name: true,
        version: true,
        policyStyle: true,
        targets: true,
        buckets: true,
        bucketOwners: true,
        crossAccount: true,
        prefixes: true,
        sessionKeys: true,
        bucketKeys: true,
        logGroups: true,
        logGroupKeys: true,
        tags: true,
        permissionsBoundaryArns: true,
        paths: true,
        maxSessionDuration: true,
      },
    },
  },
  annotations: true,
  requests: { templateRef: true, sweep: true },
  limits: {
    openRequestsPerRequester: true,
    openRequestsPerEntity: true,
    requestsPerDay: true,
    handoversPerUser: true,
  },
  status: { refresh: true, deadline: true },
  fleet: {
    refresh: true,
    events: { topic: true },
    digest: { recipients: true, frequency: true },
    templateRef: true,
    attachTemplateRef: true,
  },
  instances: { tag: { key: true, value: true } },
};
