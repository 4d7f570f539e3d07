import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  ConfigKeys,
  refuseUnknownKeys,
} from 'backstage-plugin-session-manager-common';
import type { Config as ConfigSchema } from '../config';

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

const SECTION = 'catalog.providers.sessionManager';

type Providers = NonNullable<NonNullable<ConfigSchema['catalog']>['providers']>;

/** The compiler holds them equal to those of `config.d.ts`. */
const CONFIG_KEYS: ConfigKeys<NonNullable<Providers['sessionManager']>> = {
  schedule: { frequency: true, timeout: true, initialDelay: true, scope: true },
  defaultOwner: true,
};

/** Undefined if the provider is not configured, and therefore off. */
export function readRoleEntityConfig(
  root: Config,
): RoleEntityConfig | undefined {
  refuseUnknownKeys(root.getOptional(SECTION), CONFIG_KEYS, SECTION);
  const config = root.getOptionalConfig(SECTION);
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
