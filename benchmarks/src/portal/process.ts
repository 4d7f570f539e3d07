// A backend with the scaffolder and the actions, which reports to its parent
// how long tasks and their steps took.
import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';

/** A value that a plugin measured. */
export interface Measured {
  metric: string;
  value: number;
}

const nothing = {
  add: () => {},
  record: () => {},
  addCallback: () => {},
  removeCallback: () => {},
};

const backend = createBackend();

// Not the times of the task's events, because SQLite stores them in seconds.
backend.add(
  createServiceFactory({
    service: metricsServiceRef,
    deps: {},
    factory: () => ({
      createCounter: () => nothing,
      createUpDownCounter: () => nothing,
      createHistogram: metric => ({
        record: value => process.send?.({ metric, value } satisfies Measured),
      }),
      createGauge: () => nothing,
      createObservableCounter: () => nothing,
      createObservableUpDownCounter: () => nothing,
      createObservableGauge: () => nothing,
    }),
  }),
);

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('backstage-plugin-scaffolder-backend-module-session-manager'),
);

backend.start().then(() => process.send?.('ready'));
