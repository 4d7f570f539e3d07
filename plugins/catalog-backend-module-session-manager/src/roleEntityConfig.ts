import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';

/** The settings of the provider. */
export interface RoleEntityConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** The owner of roles whose service has none; absent: they are left out. */
  defaultOwner?: string;
  /** The address of the portal, for links. */
  appUrl: string;
}

const SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
  // Asks the session-manager backend, which starts at the same time.
  initialDelay: { seconds: 30 },
};

/** Undefined if the provider is not configured, and therefore off. */
export function readRoleEntityConfig(
  root: Config,
): RoleEntityConfig | undefined {
  const config = root.getOptionalConfig('catalog.providers.sessionManager');
  if (!config) {
    return undefined;
  }
  const schedule = config.getOptionalConfig('schedule');
  const defaultOwner = config.getOptionalString('defaultOwner');
  return {
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : SCHEDULE,
    ...(defaultOwner && { defaultOwner: ownerRef(defaultOwner) }),
    appUrl: root.getString('app.baseUrl').replace(/\/$/, ''),
  };
}

function ownerRef(text: string): string {
  return stringifyEntityRef(parseEntityRef(text, { defaultKind: 'group' }));
}
