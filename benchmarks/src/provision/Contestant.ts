import type { Role } from './Role';

/** What is done to a role, in this order. */
export const SCENARIOS = [
  'create',
  'in sync',
  'one drifted tag',
  'delete',
] as const;

/** What is done to a role. */
export type Scenario = (typeof SCENARIOS)[number];

/** A way to provision a role. */
export interface Contestant {
  name: string;
  /** How it does it, in a few words. */
  how: string;
  /** Why it cannot be tried here. */
  absent?: string;
  /** What of it cannot be tried here, and why. */
  unable?: Partial<Record<Scenario, string>>;
  /** How many roles it provisions. */
  rounds: number;
  /** Does it; gives the milliseconds that it took. */
  run(scenario: Scenario, role: Role): Promise<number>;
}
