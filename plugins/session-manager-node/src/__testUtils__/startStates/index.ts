import { CHANGED_BY_HAND } from './changedByHand';
import { FOREIGN } from './foreign';
import { HALF_MADE } from './halfMade';
import { IMMOVABLE } from './immovable';
import { POLICIES } from './policies';
import { PROFILES } from './profiles';
import { StartState } from './StartState';

export type { StartState };

/** The initial states of a role, each with its expected result. */
export const START_STATES: StartState[] = [
  ...HALF_MADE,
  ...FOREIGN,
  ...IMMOVABLE,
  ...CHANGED_BY_HAND,
  ...POLICIES,
  ...PROFILES,
];
