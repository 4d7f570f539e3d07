import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  ExistingRole,
  ReportedChange,
  roleExists,
  serviceInTags,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  createTaskCache,
  isKept,
  observeRole,
  withOtherPolicies,
} from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { SETTLING } from '../cache/SharedReadCache';
import { redactSql, transact } from '../database/transact';
import { identityOf } from '../input/roleOf';
import { markDue } from './database/operations/accounts';
import { readEnvironments } from './database/operations/environments';
import {
  LiveReading,
  removeRole,
  storedArn,
  upsertRole,
} from './database/operations/liveRoles';
import { readRole } from './database/operations/readRole';
import { instanceTagsStill } from './instanceTags';
import { knownRegions, placeIn, predictFleetRole } from './predictFleetRole';
import { summarizedRegions } from '../accounts/summarizedRegions';
import { AnnotatedRoles, RoleServices } from './roleServices';

/** A role, which events name without its path. */
interface RoleName {
  accountId: string;
  roleName: string;
}

/** Keeps the store current between scans, with roles that are read alone. */
export interface LiveRoles {
  /**
   * Reads the roles again that the portal changed, and has the accounts scanned
   * as soon as AWS has certainly applied it. Resolves when the roles are stored.
   */
  changed(changes: readonly ReportedChange[]): Promise<void>;
  /**
   * Reads a role again that may be any of its account, and stores it if a scan
   * would keep it. Throws if it cannot be read or stored.
   *
   * @param annotated - the roles that annotations name, for several refreshes
   */
  refresh(
    role: RoleName,
    annotated?: () => Promise<AnnotatedRoles>,
  ): Promise<void>;
  /**
   * Stores a role as it was read for someone, or removes one that is missing.
   *
   * @param snapshot - absent: IAM does not have it
   */
  seen(
    roleArn: string,
    snapshot: ExistingRole | undefined,
    observedAt: Date,
  ): Promise<void>;
}

export function createLiveRoles(options: {
  accounts: AwsAccounts;
  knex: Knex;
  logger: LoggerService;
  roleServices: RoleServices;
}): LiveRoles {
  const { accounts, knex, logger, roleServices } = options;

  async function store(
    roleArn: string,
    snapshot: ExistingRole,
    { observedAt, byPortal }: Pick<LiveReading, 'observedAt' | 'byPortal'>,
    annotated?: () => Promise<AnnotatedRoles>,
  ): Promise<void> {
    const { accountId } = identityOf(roleArn);
    const known = knownRegions(await readEnvironments(knex, accountId));
    if (known.length === 0) {
      return;
    }
    const account = await accounts.get(accountId);
    const stored = await readRole(knex, roleArn);
    const names = summarizedRegions(account, stored?.role.regions ?? []);
    const role = predictFleetRole(
      placeIn(
        snapshot,
        known.filter(({ region }) => names.includes(region)),
        stored?.role.nodes,
        instanceTagsStill(snapshot, stored),
      ),
      annotated
        ? await serviceOf(snapshot, annotated)
        : await roleServices.ofOne(snapshot, stored?.role.entityRef),
    );
    await transact(knex, tx =>
      upsertRole(tx, role, { observedAt, now: new Date(), byPortal }),
    );
  }

  async function serviceOf(
    snapshot: ExistingRole,
    annotated: () => Promise<AnnotatedRoles>,
  ) {
    const { arn, tags } = snapshot.role;
    const services = await roleServices.of(
      [snapshot],
      serviceInTags(tags) ? new Map() : await annotated(),
    );
    return services.get(arn) ?? {};
  }

  async function remove(roleArn: string, observedAt: Date): Promise<void> {
    const { accountId } = identityOf(roleArn);
    await transact(knex, tx =>
      removeRole(tx, { accountId, roleArn }, observedAt),
    );
  }

  async function readAgain(
    { accountId, roleName }: RoleName,
    {
      byPortal,
      annotated,
      isWanted = async () => true,
    }: {
      byPortal: boolean;
      annotated?: () => Promise<AnnotatedRoles>;
      isWanted?: (snapshot: ExistingRole) => Promise<boolean>;
    },
  ): Promise<void> {
    const environments = await readEnvironments(knex, accountId);
    // Its account was not scanned so far.
    if (knownRegions(environments).length === 0) {
      return;
    }
    const account = await accounts.get(accountId);
    const observedAt = new Date();
    const snapshot = await observeRole(account.iam, { roleName });
    if (roleExists(snapshot) && (await isWanted(snapshot))) {
      const cache = createTaskCache();
      await store(
        snapshot.role.arn,
        await withOtherPolicies({ account, snapshot, cache }),
        { observedAt, byPortal },
        annotated,
      );
      return;
    }
    const roleArn = await storedArn(knex, { accountId, roleName });
    if (roleArn) {
      await remove(roleArn, observedAt);
    }
  }

  /** A failure is logged: the next scan reads what was not read. */
  async function logged(what: string, work: () => Promise<void>) {
    try {
      await work();
    } catch (error) {
      logger.warn(
        `${what} was not stored: ${stringifyError(redactSql(error))}`,
      );
    }
  }

  return {
    async changed(changes) {
      await Promise.all(
        changes.map(async ({ accountId, what, roleName }) => {
          await logged(`A change in account ${accountId}`, () =>
            transact(knex, tx => markDue(tx, accountId, settledAt())),
          );
          if (what === 'role' && roleName) {
            await logged(`Role ${roleName} in account ${accountId}`, () =>
              readAgain({ accountId, roleName }, { byPortal: true }),
            );
          }
        }),
      );
    },

    refresh: (role, annotated = roleServices.annotated) =>
      readAgain(role, {
        byPortal: false,
        annotated,
        isWanted: async snapshot =>
          isKept(snapshot) || (await annotated()).has(snapshot.role.arn),
      }),

    seen: (roleArn, snapshot, observedAt) =>
      logged(`Role ${roleArn}`, () =>
        snapshot
          ? store(roleArn, snapshot, { observedAt, byPortal: false })
          : remove(roleArn, observedAt),
      ),
  };
}

/** When AWS has certainly applied a change of now. */
function settledAt(): Date {
  return new Date(Date.now() + SETTLING.lasts);
}
