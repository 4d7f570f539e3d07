import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AwsFault,
  CompleteRoleSnapshot,
  driftOf,
  ExistingRole,
  FaultyRole,
  FoundRole,
  MissingRole,
  ReadingSubject,
  roleExists,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  awsFault,
  observeRole,
  withOtherPolicies,
} from 'backstage-plugin-session-manager-node';
import { Deadline } from '../accounts/deadlines';
import { MIN_REFRESH_AGE } from '../cache/freshness';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { LiveRoles } from '../fleet/LiveRoles';
import { dayOfUse } from '../fleet/toFleetRole';
import { identityOf } from '../input/roleOf';
import { instanceProfileOf } from './instanceProfileOf';

/** A role in AWS, whoever owns it. */
export type RoleReading = KnownRole | MissingRole | FaultyRole;

/** A role as it is shown, and the snapshot that it is based on. */
export type KnownRole = FoundRole & { snapshot: ExistingRole };

/**
 * Reads roles by their ARNs from AWS, each once in ten seconds at most, and has
 * the store show what it read.
 */
export interface RoleReader {
  read(
    roleArn: string,
    options: { fresh: boolean },
  ): Promise<Reading<RoleReading>>;
}

/** The role, or the fault of an account that does not answer in time. */
export function readInTime(
  roleReader: RoleReader,
  roleArn: string,
  { fresh, deadline }: { fresh: boolean; deadline: Deadline },
): Promise<Reading<RoleReading>> {
  return deadline.within<Reading<RoleReading>>(
    identityOf(roleArn).accountId,
    roleReader.read(roleArn, { fresh }),
    fault => ({ value: { status: 'fault', fault }, readAt: Date.now() }),
  );
}

export function createRoleReader(options: {
  accounts: AwsAccounts;
  liveRoles: Pick<LiveRoles, 'seen'>;
  readCache: SharedReadCache;
  logger: LoggerService;
}): RoleReader {
  const { accounts, liveRoles, readCache, logger } = options;

  async function load(roleArn: string, fresh: boolean): Promise<RoleReading> {
    const { accountId, roleName } = identityOf(roleArn);
    const notConfigured = configurationFault(accounts, accountId);
    if (notConfigured) {
      return { status: 'fault', fault: notConfigured };
    }
    try {
      const account = await accounts.get(accountId);
      const observedAt = new Date();
      const snapshot = await observeRole(account.iam, { roleName });
      // A role with this name at another path is a different role.
      const known =
        roleExists(snapshot) && snapshot.role.arn === roleArn
          ? await describe(account, snapshot, fresh)
          : undefined;
      await liveRoles.seen(roleArn, known?.snapshot, observedAt);
      return known ?? { status: 'missing' };
    } catch (error) {
      const fault = awsFault(error);
      logger.warn(`Role ${roleArn} could not be read: ${fault.message}`, {
        roleArn,
        code: fault.code,
        requestId: fault.requestId,
      });
      return { status: 'fault', fault };
    }
  }

  async function describe(
    account: AwsAccount,
    observed: ExistingRole<CompleteRoleSnapshot>,
    fresh: boolean,
  ): Promise<KnownRole> {
    const [snapshot, instanceProfile] = await Promise.all([
      withOtherPolicies({
        account,
        snapshot: observed,
        cache: readCache.forAnswer({ fresh }),
      }),
      instanceProfileOf(account, observed),
    ]);
    const { description, lastUsed } = snapshot.role;
    return {
      status: 'found',
      description,
      drift: driftOf(snapshot),
      instanceProfile,
      lastUsed: dayOfUse(lastUsed),
      snapshot,
    };
  }

  return {
    read: (roleArn, { fresh }) =>
      readCache.getOrLoad(
        `session-role:${roleArn}`,
        () => load(roleArn, fresh),
        {
          about: subjectsOf(roleArn),
          fresh,
          keepFor: MIN_REFRESH_AGE,
        },
      ),
  };
}

/** The role, and the instances that use its profile. */
function subjectsOf(roleArn: string): ReadingSubject[] {
  const { accountId, roleName } = identityOf(roleArn);
  return [
    { what: 'role', accountId, roleName },
    { what: 'instances', accountId },
  ];
}

function configurationFault(
  { configured }: AwsAccounts,
  accountId: string,
): AwsFault | undefined {
  return !configured || configured.some(a => a.accountId === accountId)
    ? undefined
    : {
        kind: 'not-configured',
        code: 'AccountNotConfigured',
        message: `The portal is not configured for account ${accountId}.`,
        hint: `Add accountId '${accountId}' under sessionManager.accounts in the portal's app-config.yaml, and its credentials under aws.accounts.`,
      };
}
