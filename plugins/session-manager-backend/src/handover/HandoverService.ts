import {
  Handover,
  NewHandover,
  OpenedHandover,
} from 'backstage-plugin-session-manager-common';

/** Hands a secret over to the one person who asked for it, once. */
export interface HandoverService {
  /** Keeps a sealed secret for a person, for 15 minutes. */
  handOver(handover: NewHandover, recipient: string): Promise<Handover>;
  /** Throws a `NotAllowedError` for anybody but the recipient. */
  get(id: string, caller: string): Promise<Handover>;
  /**
   * The secret; from then on nobody gets it any more. Throws a `NotFoundError`
   * where it is gone, a `NotAllowedError` for anybody but the recipient.
   */
  open(id: string, key: string, caller: string): Promise<OpenedHandover>;
}
