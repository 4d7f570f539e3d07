/**
 * Why a call to AWS failed, with a hint for the user.
 *
 * @public
 */
export interface AwsFault {
  kind: 'refused' | 'unreachable' | 'not-configured' | 'failed';
  /** AWS's error code. */
  code: string;
  message: string;
  /** How to resolve it. */
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
