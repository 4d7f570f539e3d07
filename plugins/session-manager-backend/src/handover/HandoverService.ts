import {
  Handover,
  NewHandover,
  OpenedHandover,
} from 'backstage-plugin-session-manager-common';

/** Hands a secret over, once, to the user who requested it. */
export interface HandoverService {
  /** Stores a sealed secret for a user, for 15 minutes. */
  handOver(handover: NewHandover, recipient: string): Promise<Handover>;
  /** Throws a `NotAllowedError` for anyone but the recipient. */
  get(id: string, caller: string): Promise<Handover>;
  /**
   * Returns the secret once; then it is deleted. Throws a `NotFoundError` if it
   * is no longer available, and a `NotAllowedError` for anyone but the
   * recipient.
   */
  open(id: string, key: string, caller: string): Promise<OpenedHandover>;
}
