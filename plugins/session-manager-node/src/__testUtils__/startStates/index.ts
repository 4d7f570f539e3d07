import { CHANGED_BY_HAND } from './changedByHand';
import { FOREIGN } from './foreign';
import { HALF_MADE } from './halfMade';
import { IMMOVABLE } from './immovable';
import { POLICIES } from './policies';
import { PROFILES } from './profiles';
import { StartState } from './StartState';

export type { StartState };

/** The states that a role can be found in, each with its one end. */
export const START_STATES: StartState[] = [
  ...HALF_MADE,
  ...FOREIGN,
  ...IMMOVABLE,
  ...CHANGED_BY_HAND,
  ...POLICIES,
  ...PROFILES,
];
