import { AwsAccounts, PortalPart } from 'backstage-plugin-session-manager-node';
import { runAction } from '../runAction';

/** A run of an action, in a situation that takes certain permissions. */
export interface Scenario {
  part: PortalPart;
  /** The situation, as the end of a sentence. */
  when: string;
  /** Brings it about, by credentials that may do everything; the run gets it. */
  seed?: (accounts: AwsAccounts) => Promise<unknown>;
  /** Runs the action; gives what it failed with, if it did. */
  run: (accounts: AwsAccounts, seeded: unknown) => Promise<Error | undefined>;
  /** The account has no regions configured: all are looked at. */
  everyRegion?: boolean;
  /** The account is configured with it since the situation came about. */
  permissionsBoundaryArn?: string;
  /** What it is to fail with even so. */
  failsWith?: RegExp;
  /** The permissions without any of which it must not work. */
  takes: readonly string[];
}

/** Scenarios of one part. */
export type ScenariosOf = readonly Omit<Scenario, 'part'>[];

/** Runs an action; gives what it failed with, if it did. */
export async function failureOf(
  ...run: Parameters<typeof runAction>
): Promise<Error | undefined> {
  try {
    await runAction(...run);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
