import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  BatchOmission,
  EntityInstances,
  serviceInTags,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import pLimit from 'p-limit';
import {
  approvalRulesOf,
  ConfiguredAccounts,
} from '../accounts/configuredAccounts';
import { withDatabaseErrors } from '../database/transact';
import { EntityInstancesService } from '../instances/EntityInstancesService';
import { isEntityRef } from '../people/isEntityRef';
import { refsInCatalog } from '../people/refsInCatalog';
import { RoleAccess, RoleDecisions } from '../permissions/RoleAccess';
import { existingScope } from '../permissions/RoleVisibility';
import { approvedRoles } from '../requests/database/operations/approvedRoles';
import {
  attachableProfile,
  AttachmentDecision,
  decideAttachment,
} from './decideAttachment';
import { Candidate } from './decideRole';

export interface AttachmentDeps {
  accounts: ConfiguredAccounts;
  catalog: CatalogService;
  entityInstances: EntityInstancesService;
  knex: Knex;
  roleAccess: Pick<RoleAccess, 'decisions'>;
}

// Each read asks the catalog. Calls to AWS are limited by account, so one that
// does not answer holds up a plan for a few deadlines only.
const AT_ONCE = 50;

/**
 * Decides for roles, by ARN, on which instances their profiles are attached, as
 * the permission policy allows the caller. Reads the instances from AWS.
 */
export async function decideAttachments(
  deps: AttachmentDeps,
  candidates: readonly Candidate[],
  credentials: BackstageCredentials,
  { refresh }: { refresh: boolean },
): Promise<Map<string, AttachmentDecision>> {
  const refusalOf = await refusals(deps, candidates, credentials);
  const instancesOf = sharedReads(deps, credentials, refresh);

  async function decide(candidate: Candidate): Promise<AttachmentDecision> {
    const { role, basis } = candidate;
    const { accountId, entityRef } = role;
    if (!entityRef) {
      return { omission: 'no-service' };
    }
    const profile = attachableProfile(basis.snapshot);
    if (typeof profile === 'string') {
      return { omission: profile };
    }
    const refused = refusalOf(candidate);
    return refused
      ? { omission: refused }
      : decideAttachment(profile, await instancesOf(entityRef, accountId));
  }

  return new Map(
    await Promise.all(
      candidates.map(
        async candidate =>
          [candidate.role.roleArn, await decide(candidate)] as const,
      ),
    ),
  );
}

/** Why the action would refuse to attach a role for the caller. */
async function refusals(
  { accounts, catalog, knex, roleAccess }: AttachmentDeps,
  candidates: readonly Candidate[],
  credentials: BackstageCredentials,
): Promise<(candidate: Candidate) => BatchOmission | undefined> {
  const services = [
    ...new Set(
      candidates.flatMap(({ role, basis }) => [
        role.entityRef,
        serviceInTags(basis.snapshot.role.tags),
      ]),
    ),
  ].filter((ref): ref is string => ref !== undefined && isEntityRef(ref));
  const gated = candidates
    .filter(({ role }) => approvalRulesOf(accounts, role.accountId))
    .map(taggedRole);
  const [readable, decisions, approved] = await Promise.all([
    refsInCatalog(catalog, services, credentials),
    roleAccess.decisions(credentials, services),
    withDatabaseErrors(() => approvedRoles(knex, gated)),
  ]);
  const approvedArns = new Set([...approved].map(({ roleArn }) => roleArn));
  return candidate =>
    readable.has(candidate.role.entityRef ?? '')
      ? refusalFor(
          candidate,
          approvedArns.has(candidate.role.roleArn),
          decisions,
        )
      : 'not-allowed';
}

function refusalFor(
  candidate: Candidate,
  isApproved: boolean,
  { may, refusal }: RoleDecisions,
): BatchOmission | undefined {
  const { entityRef, accountId, roleName } = candidate.role;
  const role = { accountId, roleName, entityRef };
  const existing = existingScope(taggedRole(candidate));
  const mayChangeInstances =
    may('read', { accountId, entityRef }) &&
    (existing.entityRef === entityRef || may('create', role));
  const refused = refusal('session-manager:instance-profile:attach', {
    role,
    existing,
    isApproved,
  });
  if (refused === 'permission' || !mayChangeInstances) {
    return 'not-allowed';
  }
  return refused && 'not-approved';
}

function taggedRole({ role, basis }: Candidate) {
  const { roleArn, accountId, roleName } = role;
  return { roleArn, accountId, roleName, tags: basis.snapshot.role.tags };
}

/** Reads the instances of each service in each account once. */
function sharedReads(
  { entityInstances }: AttachmentDeps,
  credentials: BackstageCredentials,
  refresh: boolean,
) {
  const limit = pLimit(AT_ONCE);
  const reads = new Map<string, Promise<EntityInstances>>();
  return (entityRef: string, accountId: string) => {
    const key = `${accountId} ${entityRef}`;
    const read =
      reads.get(key) ??
      limit(() =>
        entityInstances.getEntityInstances({
          entityRef,
          accountId,
          credentials,
          refresh,
        }),
      );
    reads.set(key, read);
    return read;
  };
}
