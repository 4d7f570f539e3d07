import { AwsFault } from 'backstage-plugin-session-manager-common';
import { awsFault } from 'backstage-plugin-session-manager-node';

/** AWS did not return what a scan asked for. */
export class ScanFault extends Error {
  readonly fault: AwsFault;

  constructor(cause: unknown) {
    const fault = awsFault(cause);
    super(fault.message, { cause });
    this.name = 'ScanFault';
    this.fault = fault;
  }
}

/** Reads from AWS, whose errors are the account's fault and not the portal's. */
export async function fromAws<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new ScanFault(error);
  }
}
