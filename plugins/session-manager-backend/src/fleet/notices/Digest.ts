import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { ReadinessState } from 'backstage-plugin-session-manager-common';

/** How the roles of all accounts are, for a platform team. */
export interface Digest {
  total: number;
  states: Partial<Record<ReadinessState, number>>;
  /** Those that no longer match their spec. */
  drifted: number;
  /** Absent in the first digest. */
  changes?: {
    /** When the last digest was made. */
    since: string;
    newlyFailing: number;
    readyAgain: number;
  };
  /** The accounts that could not be scanned, by their names. */
  unread: Array<{ account: string; since: string }>;
}

const LABELS: ReadonlyArray<[ReadinessState, string]> = [
  ['sessions-fail', 'Sessions fail'],
  ['logs-lost', 'Logs will be lost'],
  ['unknown', 'Unknown'],
  ['not-a-node-role', 'Not for nodes'],
];

// A notification is read at a glance; the page lists them all.
const MOST_ACCOUNTS = 10;

/** The text of a digest. */
export function digestText(
  digest: Digest,
): Pick<NotificationSendOptions['payload'], 'title' | 'description'> {
  const { total, states, drifted, changes, unread } = digest;
  const counts = [
    ...LABELS.map(([state, label]) => [label, states[state] ?? 0] as const),
    ['Drifted', drifted] as const,
  ];
  return {
    title: `${states.ready ?? 0} of ${total} Session Manager roles are ready`,
    description: [
      ...counts.flatMap(([label, number]) =>
        number > 0 ? `${label}: ${number}.` : [],
      ),
      ...(changes
        ? [
            `Since ${day(changes.since)}: ${changes.newlyFailing} newly failing, ${changes.readyAgain} ready again.`,
          ]
        : []),
      ...(unread.length > 0 ? [`Could not be read: ${listOf(unread)}.`] : []),
    ].join(' '),
  };
}

function listOf(unread: Digest['unread']): string {
  const more = unread.length - MOST_ACCOUNTS;
  return [
    ...unread
      .slice(0, MOST_ACCOUNTS)
      .map(({ account, since }) => `${account} since ${day(since)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join(', ');
}

function day(time: string): string {
  return time.slice(0, 10);
}
