import type { Role } from './Role';

/** The scenarios in the order in which they run. */
export const SCENARIOS = [
  'create',
  'in sync',
  'one drifted tag',
  'delete',
] as const;

/** A scenario of one role. */
export type Scenario = (typeof SCENARIOS)[number];

/** A tool that provisions a role. */
export interface Contestant {
  name: string;
  /** Short description of how it works. */
  how: string;
  /** Why it cannot be run here. */
  absent?: string;
  /** Scenarios that cannot be run here, and why. */
  unable?: Partial<Record<Scenario, string>>;
  /** Number of roles that it provisions. */
  rounds: number;
  /** Runs a scenario; returns its duration in milliseconds. */
  run(scenario: Scenario, role: Role): Promise<number>;
}
