/**
 * Why AWS did not answer, in words that say what to do.
 *
 * @public
 */
export interface AwsFault {
  kind: 'refused' | 'unreachable' | 'not-configured' | 'failed';
  /** AWS's error code. */
  code: string;
  message: string;
  /** What would settle it. */
  hint: string;
  /** AWS's request id. */
  requestId?: string;
}

/** @public */
export interface AccountFault {
  accountId: string;
  accountName?: string;
  fault: AwsFault;
}
