import {
  AwsFault,
  Drift,
  EntityRoles,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';

/** How a role stands, in one word. */
export type RoleState =
  'sessions-fail' | 'missing' | AwsFault['kind'] | Drift['state'];

/** How the card as a whole stands. */
export type CardState = RoleState | 'no-role' | 'not-allowed' | 'unknown';

// What stops a session at 3 a.m. comes first, then what hides the truth.
const WORST_FIRST: readonly RoleState[] = [
  'sessions-fail',
  'missing',
  'refused',
  'unreachable',
  'not-configured',
  'failed',
  'drifted',
  'unmanaged',
  'in-sync',
];

const CALM: readonly RoleState[] = ['in-sync', 'unmanaged'];

/** The state of a role. */
export function stateOf(role: RoleStatus): RoleState {
  switch (role.status) {
    case 'missing':
      return 'missing';
    case 'fault':
      return role.fault.kind;
    default:
      return stateOfFound(role.abilities.shell === 'no', role.drift.state);
  }
}

/**
 * A role that the portal did not make may be annotated for another purpose
 * than sessions, so that it is no alarm when none starts on it.
 */
function stateOfFound(noShell: boolean, drift: Drift['state']): RoleState {
  return noShell && drift !== 'unmanaged' ? 'sessions-fail' : drift;
}

/** Roles by how much they need a look, then by account and name. */
export function worstFirst(roles: readonly RoleStatus[]): RoleStatus[] {
  const rank = (role: RoleStatus) => WORST_FIRST.indexOf(stateOf(role));
  const place = (role: RoleStatus) =>
    `${role.accountName ?? role.accountId}/${role.roleName}`;
  return [...roles].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      place(a).localeCompare(place(b), undefined, { numeric: true }),
  );
}

/** Whether somebody should do something about the role. */
export function needsAttention(role: RoleStatus): boolean {
  return !CALM.includes(stateOf(role));
}

/** The state of an entity: that of its worst role. */
export function overallState({ roles, incomplete }: EntityRoles): CardState {
  const [worst] = worstFirst(roles);
  if (worst) {
    return stateOf(worst);
  }
  return incomplete.length > 0 ? 'unknown' : 'no-role';
}
