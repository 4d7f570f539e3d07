import { SchedulerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { FleetConfig } from 'backstage-plugin-session-manager-node';
import { createEventMarks } from './events/EventMarks';
import { createFleetRefreshes } from './events/FleetRefreshes';
import { createFleetMetrics } from './FleetMetrics';
import { createFleetOwners } from './FleetOwners';
import { createFleetScans } from './fleetScans';
import { createFleetDigest } from './notices/FleetDigest';
import { createFleetNotices } from './notices/FleetNotices';

type FleetDeps = Omit<
  Parameters<typeof createFleetScans>[0],
  'metrics' | 'refresh'
> &
  Parameters<typeof createFleetMetrics>[0] &
  Parameters<typeof createFleetNotices>[0] &
  Parameters<typeof createFleetOwners>[0] &
  Parameters<typeof createFleetRefreshes>[0] & {
    config: FleetConfig;
    events: EventsService;
    scheduler: SchedulerService;
  };

/** Starts everything that keeps the store current, and that tells of it. */
export async function startFleet(deps: FleetDeps): Promise<void> {
  await scheduleScans(deps);
  await scheduleOwners(deps);
  await receiveEvents(deps);
  await scheduleNotices(deps);
  await scheduleDigest(deps);
}

async function scheduleScans(deps: FleetDeps): Promise<void> {
  const { config, scheduler } = deps;
  const scans = createFleetScans({
    ...deps,
    metrics: createFleetMetrics(deps),
    refresh: config.refresh,
  });
  await scheduler.scheduleTask({
    id: 'session-manager-fleet',
    frequency: { minutes: 1 },
    timeout: { minutes: 30 },
    initialDelay: { seconds: 3 },
    // Replicas share the accounts: each claims one in the database.
    scope: 'local',
    fn: signal => scans.run(signal),
  });
}

async function scheduleOwners(deps: FleetDeps): Promise<void> {
  const owners = createFleetOwners(deps);
  await deps.scheduler.scheduleTask({
    id: 'session-manager-fleet-owners',
    frequency: { minutes: 5 },
    timeout: { minutes: 5 },
    // A new catalog has its first entities by then.
    initialDelay: { seconds: 30 },
    fn: signal => owners.refresh(signal),
  });
}

async function receiveEvents(deps: FleetDeps): Promise<void> {
  const { config, events, scheduler } = deps;
  if (!config.events) {
    return;
  }
  const marks = createEventMarks(deps);
  await events.subscribe({
    id: 'session-manager-fleet',
    topics: [config.events.topic],
    onEvent: ({ eventPayload }) => marks.receive(eventPayload),
  });
  const refreshes = createFleetRefreshes(deps);
  await scheduler.scheduleTask({
    id: 'session-manager-fleet-events',
    frequency: { seconds: 2 },
    timeout: { seconds: 30 },
    // Any replica reads what any replica noted.
    scope: 'local',
    fn: async () => {
      // Not awaited: it would wait for the slowest account.
      void refreshes.run();
    },
  });
}

async function scheduleNotices(deps: FleetDeps): Promise<void> {
  const notices = createFleetNotices(deps);
  await deps.scheduler.scheduleTask({
    id: 'session-manager-fleet-notices',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    initialDelay: { seconds: 10 },
    fn: signal => notices.run(signal),
  });
}

async function scheduleDigest(deps: FleetDeps): Promise<void> {
  const { config, scheduler } = deps;
  if (!config.digest) {
    return;
  }
  const digest = createFleetDigest({ ...deps, ...config.digest });
  await scheduler.scheduleTask({
    id: 'session-manager-fleet-digest',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 1 },
    fn: () => digest.run(),
  });
}
