import { createHash } from 'node:crypto';

/**
 * The next time to scan an account, in milliseconds: each account has its own
 * place in the interval, so that the scans of all accounts are spread over it,
 * however often and on however many replicas the portal starts.
 */
export function nextScanAt(
  accountId: string,
  after: number,
  interval: number,
): number {
  const offset = placeOf(accountId) % interval;
  const passed = Math.floor((after - offset) / interval);
  return (passed + 1) * interval + offset;
}

function placeOf(accountId: string): number {
  return createHash('sha256').update(accountId).digest().readUIntBE(0, 6);
}
