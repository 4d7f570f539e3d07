/**
 * What a code is for: an activation, with which machines register themselves
 * with Systems Manager. There is no secret in it.
 *
 * @public
 */
export interface HandoverSubject {
  activationId: string;
  accountId: string;
  region: string;
  /** The role that the machines get. */
  roleName: string;
  /** How many machines may register. */
  instanceLimit: number;
  /** Until when nodes can register, ISO 8601. */
  activationExpiresAt: string;
}

/**
 * A secret that waits for the one person who asked for it, or did.
 *
 * @public
 */
export interface Handover {
  id: string;
  subject: HandoverSubject;
  /** `opened` and `expired` are for good. */
  state: 'waiting' | 'opened' | 'expired';
  /** Until when it can be opened, ISO 8601. */
  expiresAt: string;
  /** ISO 8601; present where it was opened. */
  openedAt?: string;
}

/**
 * A new handover: the secret is sealed, and the key to it is not told.
 *
 * @public
 */
export interface NewHandover {
  subject: HandoverSubject;
  /** The sealed secret, base64. */
  sealed: string;
}

/**
 * What is handed over.
 *
 * @public
 */
export interface OpenedHandover {
  secret: string;
}

/**
 * The command that registers a Linux machine.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-ssm-agent-install-linux.html
 *
 * @public
 */
export function registerCommand(
  { activationId, region }: HandoverSubject,
  code: string,
): string {
  return `sudo amazon-ssm-agent -register -code "${code}" -id "${activationId}" -region "${region}"`;
}

/**
 * Where the plugin shows a handover. The key belongs behind a `#`, which
 * browsers tell no server.
 *
 * @public
 */
export function handoverPath(handoverId: string, key: string): string {
  return `/session-manager/handover/${handoverId}#${key}`;
}
