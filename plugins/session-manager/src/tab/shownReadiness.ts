import {
  headline,
  RoleEvidence,
  RoleReadiness,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { LeadReadiness } from '../components/role/Lead';
import {
  plainStateOf,
  readinessSummaryOf,
  RoleState,
  stateOf,
} from '../components/role/roleState';

/** The state of a role: of its evidence, or of the list until that is loaded. */
export function shownStateOf(
  role: RoleStatus,
  known: RoleReadiness | undefined,
): RoleState {
  switch (known?.status) {
    case 'found': {
      const { state } = headline(known.readiness);
      return state === 'ready' && plainStateOf(role) === 'drifted'
        ? 'drifted'
        : state;
    }
    case 'claimed':
      return known.readiness.state;
    case 'missing':
      return 'missing';
    case 'fault':
      return known.fault.kind;
    default:
      return stateOf(role);
  }
}

/** What the sentence about a role is based on, in the same order. */
export function leadReadinessOf(
  role: RoleStatus,
  known: RoleReadiness | undefined,
): LeadReadiness | undefined {
  if (known?.status === 'found') {
    const { readiness } = known;
    return { logged: readiness.logged, headline: headline(readiness) };
  }
  const summary = readinessSummaryOf(role);
  return summary && { logged: summary.logged, headline: summary.headline };
}

/** Whether no instance is known to use the role in the region. */
export function isWithoutNodes({
  instances,
}: Pick<RoleEvidence, 'instances'>): boolean {
  return instances.status !== 'read' || instances.count === 0;
}
