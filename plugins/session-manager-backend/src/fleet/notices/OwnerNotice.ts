import {
  FleetDrift,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';

/** What is known of a role that its service's owner wants to know. */
export interface RoleCondition {
  /** Absent while it is unknown. */
  state?: Exclude<ReadinessState, 'unknown'>;
  drifted: boolean;
}

/**
 * What the owner of a role's service was told, and is to be told. A role has
 * none while it is as the owner knows it.
 */
export interface OwnerNotice {
  /** How the role was before, which is no news. */
  usual: RoleCondition;
  /** The problems that the owner was told of and that are not over. */
  told: RoleCondition;
  /** How the role was last read. */
  current: RoleCondition;
  /** From then on, a reading confirms that it stays so. */
  settlesAt: Date;
}

/** What a notification would say. */
export type RoleNews = 'problem' | 'recovery';

/** A role, as far as notices depend on it. */
export interface NoticedRole {
  state: ReadinessState;
  drift: FleetDrift;
  snapshotHash: string;
}

/** What a scan sees in the middle of a change is over by then. */
export const SETTLING_MS = 5 * 60_000;

/** That nothing was told, or nothing is wrong. */
const NO_PROBLEM: RoleCondition = { drifted: false };

/**
 * What there is to tell after a reading of a stored role, if anything. Only
 * what changed is news, not what was there when the role was stored first.
 *
 * @param before - the role as it was stored, with its notice
 * @param byPortal - whether the role was read because the portal changed it
 */
export function noticeAfter(
  before: NoticedRole & { notice?: OwnerNotice },
  role: NoticedRole,
  { observedAt, byPortal }: { observedAt: Date; byPortal: boolean },
): OwnerNotice | undefined {
  const last = before.notice ?? knownNotice(before, observedAt);
  const current = {
    state: knownState(role),
    drifted: isDrifted(role, last),
  };
  // What is seen for the first time in a role that did not change, such as its
  // description, may have been so all along.
  const isSeenLate =
    !last.current.drifted && role.snapshotHash === before.snapshotHash;
  return ifNeeded({
    usual: {
      state: lessSevere(last.usual.state, current.state),
      drifted:
        current.drifted && (last.usual.drifted || isSeenLate || byPortal),
    },
    told: last.told,
    current,
    settlesAt: isSame(current, last.current)
      ? last.settlesAt
      : new Date(observedAt.getTime() + SETTLING_MS),
  });
}

/** What is news for the owner. Undefined if nothing is. */
export function newsOf(notice: OwnerNotice): RoleNews | undefined {
  if (isWorse(notice) || hasNewDrift(notice)) {
    return 'problem';
  }
  const { told, current } = notice;
  const isOver =
    (!told.state || current.state === 'ready') &&
    (!told.drifted || !current.drifted);
  return isTold(notice) && isOver ? 'recovery' : undefined;
}

/**
 * What remains once the news was told. Undefined if the owner knows the role as
 * it is.
 *
 * @param latest - the role by now, which may have changed while it was told
 * @param wasTold - false if there is nobody to tell: it is no news any more
 */
export function afterTelling(
  notice: OwnerNotice,
  latest: Pick<OwnerNotice, 'current' | 'settlesAt'>,
  wasTold: boolean,
): OwnerNotice | undefined {
  const stands = wasTold && newsOf(notice) === 'problem';
  return ifNeeded({
    ...latest,
    usual: stands ? notice.usual : notice.current,
    told: stands ? problemsTold(notice) : NO_PROBLEM,
  });
}

/** A later notification of a role replaces an earlier one. */
function problemsTold(notice: OwnerNotice): RoleCondition {
  const { told, current } = notice;
  const earlier = current.state === 'ready' ? undefined : told.state;
  return {
    state: isWorse(notice) ? current.state : earlier,
    drifted: current.drifted && (told.drifted || hasNewDrift(notice)),
  };
}

const SEVERITIES: Readonly<
  Record<NonNullable<RoleCondition['state']>, number>
> = { ready: 0, 'logs-lost': 1, 'sessions-fail': 2, 'not-a-node-role': 2 };

/** Whether sessions work less than the owner knows; not if that is unknown. */
export function isWorse({ usual, told, current }: OwnerNotice): boolean {
  return [usual.state ?? current.state, told.state].every(
    state => severity(current.state) > severity(state),
  );
}

function severity(state: RoleCondition['state']): number {
  return state ? SEVERITIES[state] : -1;
}

function lessSevere(
  one: RoleCondition['state'],
  other: RoleCondition['state'],
): RoleCondition['state'] {
  const [least] = [one, other]
    .filter(state => state !== undefined)
    .sort((a, b) => severity(a) - severity(b));
  return least;
}

function hasNewDrift({ usual, told, current }: OwnerNotice): boolean {
  return current.drifted && !usual.drifted && !told.drifted;
}

function isTold({ told }: OwnerNotice): boolean {
  return told.state !== undefined || told.drifted;
}

function knownState({ state }: NoticedRole): RoleCondition['state'] {
  return state === 'unknown' ? undefined : state;
}

/** What was told is over only once the whole role was read. */
function isDrifted({ drift }: NoticedRole, last: OwnerNotice): boolean {
  return (
    drift === 'drifted' ||
    (drift !== 'in-sync' && last.told.drifted && last.current.drifted)
  );
}

/** The notice of a role that is as its owner knows it. */
export function knownNotice(role: NoticedRole, settlesAt: Date): OwnerNotice {
  const condition = {
    state: knownState(role),
    drifted: role.drift === 'drifted',
  };
  return {
    usual: condition,
    told: NO_PROBLEM,
    current: condition,
    settlesAt,
  };
}

/** While a role is unknown, how it was before is remembered. */
function ifNeeded(notice: OwnerNotice): OwnerNotice | undefined {
  const { usual, current } = notice;
  const isRemembered = !current.state && usual.state !== undefined;
  return isTold(notice) || isRemembered || newsOf(notice) ? notice : undefined;
}

function isSame(one: RoleCondition, other: RoleCondition): boolean {
  return one.state === other.state && one.drifted === other.drifted;
}
