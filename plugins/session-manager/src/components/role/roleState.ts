import {
  AwsFault,
  Drift,
  EntityRoles,
  ReadinessState,
  ReadinessSummary,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';

/** How a role stands by what IAM alone has. */
export type PlainState =
  'missing' | 'claimed' | AwsFault['kind'] | Drift['state'];

/** How a role stands, in one word. */
export type RoleState = Exclude<PlainState, 'claimed'> | ReadinessState;

/** How the card as a whole stands. */
export type CardState = RoleState | 'no-role' | 'not-allowed';

// What stops a session at 3 a.m. comes first, then what hides the truth.
const WORST_FIRST: readonly RoleState[] = [
  'sessions-fail',
  'missing',
  'logs-lost',
  'unknown',
  'refused',
  'unreachable',
  'not-configured',
  'failed',
  'drifted',
  'unmanaged',
  'ready',
  'in-sync',
  'not-a-node-role',
];

const CALM: readonly RoleState[] = [
  'ready',
  'in-sync',
  'unmanaged',
  'not-a-node-role',
];

/** The state of a role. */
export function stateOf(role: RoleStatus): RoleState {
  const plain = plainStateOf(role);
  if (role.status === 'claimed' || plain === 'claimed') {
    return role.status === 'claimed' ? role.readiness.state : 'unknown';
  }
  const readiness = readinessSummaryOf(role);
  if (!readiness) {
    return plain;
  }
  const { state } = readiness.headline;
  return state === 'ready' && plain === 'drifted' ? plain : state;
}

/** The state of a role where its sessions are not told of. */
export function plainStateOf(role: RoleStatus): PlainState {
  switch (role.status) {
    case 'missing':
      return 'missing';
    case 'fault':
      return role.fault.kind;
    case 'claimed':
      return 'claimed';
    default:
      return role.drift.state;
  }
}

/** The readiness of a role, where it could be read. */
export function readinessSummaryOf(
  role: RoleStatus,
): ReadinessSummary | undefined {
  return role.status === 'found' ? role.readiness : undefined;
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
