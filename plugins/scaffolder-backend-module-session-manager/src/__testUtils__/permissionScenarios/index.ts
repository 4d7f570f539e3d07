import { PortalPart } from 'backstage-plugin-session-manager-node';
import { activations } from './activations';
import { attachments } from './attachments';
import { creations } from './creations';
import { deletions } from './deletions';
import { elsewhere, grants } from './grants';
import { Scenario, ScenariosOf } from './Scenario';

export type { Scenario } from './Scenario';

const BY_PART: Partial<Record<PortalPart, ScenariosOf>> = {
  'session-manager:role:create': creations,
  'session-manager:role:delete': deletions,
  'session-manager:instance-profile:attach': attachments,
  'session-manager:log-access:grant': grants,
  'session-manager:activation:create': activations,
  'other-accounts': elsewhere,
};

/** Every action, in the situations that take all of its permissions. */
export const scenarios: readonly Scenario[] = Object.entries(BY_PART).flatMap(
  ([part, list]) => list.map(one => ({ ...one, part: part as PortalPart })),
);
