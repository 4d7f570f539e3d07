import { randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApprovalRules,
  NewRoleRequest,
  parseRoleSpec,
  requestCreatePermission,
  requestHash,
  requestParts,
  requestReadPermission,
  resolveRoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  ApprovalConfig,
  LimitsConfig,
} from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { Caller } from '../people/Callers';
import { holdLock } from '../database/holdLock';
import { RequestAccess } from '../permissions/RequestAccess';
import { readableEntity } from '../permissions/readableEntity';
import { originOf } from './contentOrigin';
import { findPendingRequest } from './database/operations/findPendingRequest';
import { insertRequest, NewRequest } from './database/operations/insertRequest';
import { StoredRequest } from './database/StoredRequest';
import { requireRoom } from './database/operations/requireRoom';
import { transact } from '../database/transact';
import { requireRequest } from './RequestTransitions';

/** A request that was filed, or the one that there was. */
export interface Filed {
  stored: StoredRequest;
  created: boolean;
  sameSpec: boolean;
}

/** What filing works with. */
export interface FilingDeps {
  knex: Knex;
  limits: LimitsConfig;
  accounts: AwsAccounts;
  catalog: CatalogService;
  access: RequestAccess;
}

/**
 * Files a request in the name of the caller, unless its role has a pending one
 * already. Throws an `InputError` that names each field in fault, also where
 * the account takes roles without a request.
 */
export async function fileRequest(
  deps: FilingDeps,
  asked: NewRoleRequest,
  caller: Caller,
): Promise<Filed> {
  const filed = await fileOnce(
    deps,
    await permittedRequest(deps, asked, caller),
  );
  if (!filed.created) {
    await requireVisible(deps, filed, caller);
  }
  return filed;
}

/**
 * The request that the caller may file. Throws as `fileRequest` does where they
 * may not.
 */
export async function permittedRequest(
  deps: Pick<FilingDeps, 'accounts' | 'catalog' | 'access'>,
  asked: NewRoleRequest,
  caller: Caller,
): Promise<NewRequest> {
  const wanted = parseRoleSpec(asked.spec);
  if (!asked.reason.trim()) {
    throw new InputError('reason: must say why the role is needed');
  }
  const { settings, approval } = await deps.accounts.get(wanted.accountId);
  if (!approval) {
    throw new ConflictError(
      `accountId: roles in ${settings.name ?? settings.accountId} need no request; make this one with session-manager:role:create`,
    );
  }
  const content = {
    spec: resolveRoleSpec(wanted, settings),
    adopt: asked.adopt ?? false,
    exclusive: asked.exclusive ?? false,
  };
  const { entityRef } = content.spec;
  if (entityRef) {
    // A role is for a service that whoever asks for it can see.
    await readableEntity(deps.catalog, entityRef, caller.credentials);
  }
  const request = {
    ...newRequest(content, asked.reason.trim(), approval, caller),
    origin: originOf(caller, asked.templateRef),
  };
  const isAllowed = await deps.access.allows(
    requestCreatePermission,
    request,
    caller.credentials,
  );
  if (!isAllowed) {
    throw new NotAllowedError('You may not ask for this role.');
  }
  return request;
}

async function fileOnce(
  { knex, limits }: FilingDeps,
  request: NewRequest,
): Promise<Filed> {
  return transact(knex, async tx => {
    await holdLock(tx, 'requests');
    if (await insertRequest(tx, request)) {
      await requireRoom(tx, request, limits);
      const stored = await requireRequest(tx, request.id);
      return { stored, created: true, sameSpec: true };
    }
    const stored = await findPendingRequest(tx, request.spec);
    if (!stored) {
      throw new ConflictError(
        'The role’s pending request was just decided about. File yours again.',
      );
    }
    const sameSpec = stored.request.specHash === request.specHash;
    return { stored, created: false, sameSpec };
  });
}

async function requireVisible(
  { access }: FilingDeps,
  { stored }: Filed,
  { credentials }: Caller,
): Promise<void> {
  const { request } = stored;
  if (!(await access.allows(requestReadPermission, request, credentials))) {
    throw new ConflictError(
      `Somebody has asked for the role ${request.spec.roleName} in this account already, and it is not decided yet.`,
    );
  }
}

function newRequest(
  content: Pick<NewRequest, 'spec' | 'adopt' | 'exclusive'>,
  reason: string,
  { expireAfter, useWithin: _, ...rules }: ApprovalConfig,
  { kind, ref }: Caller,
): NewRequest {
  const now = Date.now();
  const expiresAt = now + durationToMilliseconds(expireAfter);
  const time = new Date(now).toISOString();
  return {
    ...content,
    id: randomUUID(),
    specHash: requestHash(content),
    roleArn: requestParts(content.spec)[0].resource,
    reason,
    requester: ref,
    requesterKind: kind,
    rules: rules satisfies ApprovalRules,
    state: { status: 'pending', approvals: [] },
    createdAt: time,
    updatedAt: time,
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
