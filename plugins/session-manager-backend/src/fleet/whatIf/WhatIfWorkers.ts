import { availableParallelism } from 'node:os';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  AppearedProblem,
  TaggedInstance,
  WhatIfChange,
  WhatIfItem,
  WhatIfResources,
  WhatIfResult,
} from 'backstage-plugin-session-manager-common';
import { Piscina } from 'piscina';

/** A page of roles. */
export interface WhatIfTask {
  change: WhatIfChange;
  resources: WhatIfResources;
  roles: WhatIfTaskRole[];
  /** As JSON, by their hashes. */
  environments: Record<string, string>;
}

/** A role, with documents as JSON. */
export interface WhatIfTaskRole {
  snapshot: string;
  /** Absent if they are not of its snapshot and environments. */
  predictions?: string;
  taggedInstances?: Readonly<Record<string, readonly TaggedInstance[]>>;
  regions: Array<{ region: string; environmentHash: string }>;
  entityRef?: string;
  owner?: string;
}

/** What a change does to a page of roles. */
export type WhatIfTaskResult = Omit<WhatIfResult, 'items'> & {
  items: Array<Omit<WhatIfItem, 'appeared'> & { appeared: AppearedProblem[] }>;
};

/** Threads that predict, so that the backend continues to answer meanwhile. */
export interface WhatIfWorkers {
  /** The pages that are worth having in work at once. */
  readonly pages: number;
  run(task: WhatIfTask): Promise<WhatIfTaskResult>;
  stop(): Promise<void>;
}

// The rest is for the backend itself, and for others on the machine.
const MOST_THREADS = 4;
// Long enough for someone who edits a change.
const IDLE_MS = 60_000;

/** Threads are started when there is work, and end when there is none. */
export function createWhatIfWorkers(): WhatIfWorkers {
  const maxThreads = Math.max(
    1,
    Math.min(MOST_THREADS, availableParallelism() - 1),
  );
  let pool: Piscina<WhatIfTask, WhatIfTaskResult> | undefined;
  return {
    // One waits for each thread.
    pages: 2 * maxThreads,
    run: task => {
      pool ??= new Piscina({
        filename: resolvePackagePath(
          'backstage-plugin-session-manager-backend',
          'workers/whatIf.cjs',
        ),
        minThreads: 0,
        maxThreads,
        idleTimeout: IDLE_MS,
        ...(isTypeScript() && { execArgv: transform() }),
      });
      return pool.run(task);
    },
    async stop() {
      await pool?.destroy();
      pool = undefined;
    },
  };
}

/** In this repository, packages are not built. */
function isTypeScript(): boolean {
  return __filename.endsWith('.ts');
}

/** As backstage-cli runs the TypeScript of a backend. */
function transform(): string[] {
  return [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
  ];
}
