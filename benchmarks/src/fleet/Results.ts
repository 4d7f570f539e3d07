import { CallCosts } from './calls';
import { CardCosts } from './card';
import { ListCosts } from './lists';
import { ScanCosts } from './scan';

/** The part of the fleet that is measured. */
export type Part = 'scan' | 'calls' | 'card' | 'list';

/** Where and when a part was measured. */
export interface Circumstances {
  measuredAt: string;
  machine: { cpu: string; cores: number; load: number; node: string };
}

/** A part that was measured. */
export type Measured<Cost> = Circumstances & { costs: Cost };

/** What was measured, each part in one run. */
export interface Results {
  /** By database and number of accounts. */
  scan?: Measured<ScanCosts[]>;
  calls?: Measured<CallCosts>;
  /** By database. */
  card?: Measured<CardCosts[]>;
  list?: Measured<ListCosts[]>;
}

/** A goal and its result. */
export interface Goal {
  goal: string;
  measured: string;
  met: boolean;
}
