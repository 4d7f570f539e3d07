import { AwsAccounts, PortalPart } from 'backstage-plugin-session-manager-node';
import { runAction } from '../runAction';

/** A run of an action in a situation that needs certain permissions. */
export interface Scenario {
  part: PortalPart;
  /** The situation, as the end of a sentence. */
  when: string;
  /**
   * Creates the situation with administrator credentials; the result is passed
   * to the run.
   */
  seed?: (accounts: AwsAccounts) => Promise<unknown>;
  /** Runs the action; returns its error, if it failed. */
  run: (accounts: AwsAccounts, seeded: unknown) => Promise<Error | undefined>;
  /** The account has no regions configured, so all regions are read. */
  everyRegion?: boolean;
  /**
   * A permissions boundary that is configured after the situation was created.
   */
  permissionsBoundaryArn?: string;
  /** The error that is expected even with all permissions. */
  failsWith?: RegExp;
  /** The permissions that are each required. */
  takes: readonly string[];
}

/** Scenarios of one part. */
export type ScenariosOf = readonly Omit<Scenario, 'part'>[];

/** Runs an action; returns its error, if it failed. */
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
