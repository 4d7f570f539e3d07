import { PortalPart } from 'backstage-plugin-session-manager-node';
import { activations } from './activations';
import { attachments } from './attachments';
import { checks } from './checks';
import { creations, severalCreations } from './creations';
import { deletions } from './deletions';
import { elsewhere, grants } from './grants';
import { preferences } from './preferences';
import { Scenario, ScenariosOf } from './Scenario';

export type { Scenario } from './Scenario';

const BY_PART: Partial<Record<PortalPart, ScenariosOf>> = {
  'session-manager:role:create': creations,
  'session-manager:roles:create': severalCreations,
  'session-manager:role:delete': deletions,
  'session-manager:readiness:check': checks,
  'session-manager:instance-profile:attach': attachments,
  'session-manager:log-access:grant': grants,
  'session-manager:activation:create': activations,
  'session-manager:preferences:update': preferences,
  'other-accounts': elsewhere,
};

/** All actions, in situations that need all of their permissions. */
export const scenarios: readonly Scenario[] = Object.entries(BY_PART).flatMap(
  ([part, list]) => list.map(one => ({ ...one, part: part as PortalPart })),
);
