import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AwsFault,
  FaultyRole,
  FoundRole,
  MissingRole,
  ObservedRole,
  ReadingSubject,
  roleOfArn,
  RoleState,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  awsFault,
  observeRole,
  readRolePolicies,
  roleOfState,
  ToldRole,
} from 'backstage-plugin-session-manager-node';
import { Reading, ReadThrough } from '../cache/readThrough';
import { createMemory } from '../cache/memory';
import { driftOf } from './driftOf';
import { Freshness } from '../cache/freshness';
import { instanceProfileOf } from './instanceProfileOf';

/** What AWS has of a role, whoever's role it is. */
export type RoleReading = KnownRole | MissingRole | FaultyRole;

/** A role, and what its readiness is told by. */
export type KnownRole = FoundRole & { told: ToldRole };

/** Reads roles by their ARNs. */
export interface RoleReader {
  read(
    roleArn: string,
    options: { fresh: boolean },
  ): Promise<Reading<RoleReading>>;
}

export function createRoleReader(options: {
  accounts: AwsAccounts;
  readThrough: ReadThrough;
  freshness: Freshness;
  logger: LoggerService;
}): RoleReader {
  const { accounts, readThrough, freshness, logger } = options;

  async function load(roleArn: string, fresh: boolean): Promise<RoleReading> {
    const { accountId, roleName } = identityOf(roleArn);
    const notConfigured = configurationFault(accounts, accountId);
    if (notConfigured) {
      return { status: 'fault', fault: notConfigured };
    }
    try {
      const account = await accounts.get(accountId);
      const observed = await observeRole(account.iam, { roleName });
      // A role of this name at another path is another role.
      return observed.role?.arn === roleArn
        ? await describe(account, observed.role, observed, fresh)
        : { status: 'missing' };
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
    role: RoleState,
    observed: ObservedRole,
    fresh: boolean,
  ): Promise<KnownRole> {
    const [policies, instanceProfile] = await Promise.all([
      readRolePolicies({
        account,
        role,
        observed,
        memory: createMemory(options, { fresh }),
      }),
      instanceProfileOf(account, role, observed),
    ]);
    const told = roleOfState(role, observed, policies);
    return {
      status: 'found',
      description: role.description,
      drift: driftOf(role, observed),
      instanceProfile,
      lastUsed: role.lastUsed,
      told,
    };
  }

  return {
    read: (roleArn, { fresh }) =>
      readThrough.read(`session-role:${roleArn}`, () => load(roleArn, fresh), {
        about: subjectsOf(roleArn),
        fresh,
        keep: reading =>
          isSettled(reading) ? freshness.settled : freshness.unsettled,
      }),
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

/** Roles are read by ARNs that were checked where they came from. */
function identityOf(roleArn: string) {
  const identity = roleOfArn(roleArn);
  if (!identity) {
    throw new TypeError(`"${roleArn}" is not the ARN of a role`);
  }
  return identity;
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
        message: `The portal does not look after account ${accountId}.`,
        hint: `Add accountId '${accountId}' under sessionManager.accounts in the portal's app-config.yaml, and its credentials under aws.accounts.`,
      };
}

function isSettled(reading: RoleReading): boolean {
  return (
    reading.status === 'found' &&
    !(reading.instanceProfile && 'fault' in reading.instanceProfile.instances)
  );
}
