import {
  EntityInstances,
  ServiceInstance,
} from 'backstage-plugin-session-manager-common';

/** An instance of the payments service in production. */
export function instance(
  number: number,
  more: Partial<ServiceInstance> = {},
): ServiceInstance {
  return {
    instanceId: `i-0000000000000${String(number).padStart(4, '0')}`,
    name: `payments-${number}`,
    state: 'running',
    accountId: '444455556666',
    accountName: 'production',
    region: 'us-east-1',
    ...more,
  };
}

export function entityInstances(
  instances: ServiceInstance[],
  more: Partial<EntityInstances> = {},
): EntityInstances {
  return {
    instances,
    incomplete: [],
    tag: {
      key: 'backstage.io/entity-ref',
      value: 'component:default/payments',
    },
    checkedAt: new Date().toISOString(),
    ...more,
  };
}
