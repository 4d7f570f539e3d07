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
import { enforceLimits } from './database/operations/enforceLimits';
import { transact } from '../database/transact';
import { requireRequest } from './RequestTransitions';

/** A new request, or the one that already existed. */
export interface Filed {
  stored: StoredRequest;
  created: boolean;
  sameSpec: boolean;
}

/** The dependencies of filing requests. */
export interface FilingDeps {
  knex: Knex;
  limits: LimitsConfig;
  accounts: AwsAccounts;
  catalog: CatalogService;
  access: RequestAccess;
}

/**
 * Files a request on behalf of the caller, unless its role already has a
 * pending one. Throws an `InputError` that names each invalid field, and a
 * `ConflictError` if the account does not require requests.
 */
export async function fileRequest(
  deps: FilingDeps,
  newRequestInput: NewRoleRequest,
  caller: Caller,
): Promise<Filed> {
  const filed = await fileOnce(
    deps,
    await permittedRequest(deps, newRequestInput, caller),
  );
  if (!filed.created) {
    await requireVisible(deps, filed, caller);
  }
  return filed;
}

/**
 * The request that the caller may file. Throws as `fileRequest` does if they
 * may not.
 */
export async function permittedRequest(
  deps: Pick<FilingDeps, 'accounts' | 'catalog' | 'access'>,
  newRequestInput: NewRoleRequest,
  caller: Caller,
): Promise<NewRequest> {
  const wanted = parseRoleSpec(newRequestInput.spec);
  if (!newRequestInput.reason.trim()) {
    throw new InputError('reason: must say why the role is needed');
  }
  const { settings, approval } = await deps.accounts.get(wanted.accountId);
  if (!approval) {
    throw new ConflictError(
      `accountId: roles in ${settings.name ?? settings.accountId} do not need a request; create this one with session-manager:role:create`,
    );
  }
  const content = {
    spec: resolveRoleSpec(wanted, settings),
    adopt: newRequestInput.adopt ?? false,
    exclusive: newRequestInput.exclusive ?? false,
  };
  const { entityRef } = content.spec;
  if (entityRef) {
    // The requester must be able to see the service that the role is for.
    await readableEntity(deps.catalog, entityRef, caller.credentials);
  }
  const request = {
    ...newRequest(content, newRequestInput.reason.trim(), approval, caller),
    origin: originOf(caller, newRequestInput.templateRef),
  };
  const isAllowed = await deps.access.allows(
    requestCreatePermission,
    request,
    caller.credentials,
  );
  if (!isAllowed) {
    throw new NotAllowedError('You are not allowed to request this role.');
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
      await enforceLimits(tx, request, limits);
      const stored = await requireRequest(tx, request.id);
      return { stored, created: true, sameSpec: true };
    }
    const stored = await findPendingRequest(tx, request.spec);
    if (!stored) {
      throw new ConflictError(
        'The role’s pending request was just decided. File your request again.',
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
      `The role ${request.spec.roleName} in this account already has a pending request.`,
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
