import {
  AwsFault,
  Drift,
  EntityRoles,
  FoundRole,
  ReadinessState,
  ReadinessSummary,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';

/** The state of a role according to IAM only. */
export type PlainState =
  'missing' | 'claimed' | AwsFault['kind'] | Drift['state'];

/** The state of a role. */
export type RoleState = Exclude<PlainState, 'claimed'> | ReadinessState;

/** The state of the card. */
export type CardState = RoleState | 'no-role' | 'not-allowed';

// States in which sessions fail come first, then those that hide the result.
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
  'not-read',
  'ready',
  'in-sync',
  'not-a-node-role',
];

const CALM: readonly RoleState[] = [
  'ready',
  'in-sync',
  'unmanaged',
  'not-read',
  'not-a-node-role',
];

/** The state of a role: its readiness, or drift if sessions are ready. */
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

/** The state of a role without its readiness. */
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

/** The readiness of a role, if it could be read. */
export function readinessSummaryOf(
  role: RoleStatus,
): ReadinessSummary | undefined {
  return role.status === 'found' ? role.readiness : undefined;
}

/**
 * Whether instances use a role. `unknown` if that could not be read, or if the
 * role is in no instance profile: hybrid nodes may use it.
 */
export function nodeUseOf({
  instanceProfile,
}: FoundRole): 'used' | 'unused' | 'unknown' {
  const use = instanceProfile?.instances;
  if (!use || 'fault' in use) {
    return 'unknown';
  }
  return use.count > 0 ? 'used' : 'unused';
}

/** Sorts roles by state, worst first, then by account and name. */
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

/** Whether the role needs attention. */
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
