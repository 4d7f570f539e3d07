import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import {
  NewRun,
  parseRoleSpec,
  requestHash,
  requestParts,
  resolveRoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { insertRequest, NewRequest } from './database/operations/insertRequest';
import { findRun } from './database/operations/findRun';
import { StoredRequest } from './database/StoredRequest';
import { transact } from '../database/transact';
import { requireRequest } from './RequestTransitions';

/**
 * Keeps that a task begins to create a role in an account that takes roles
 * without approval. A task that goes on after a crash says so once more. Throws
 * a `ConflictError` where the account requires an approved request.
 */
export async function recordRun(
  { knex, accounts }: { knex: Knex; accounts: AwsAccounts },
  run: NewRun,
): Promise<StoredRequest> {
  const wanted = parseRoleSpec(run.spec);
  const { settings, approval } = await accounts.get(wanted.accountId);
  if (approval) {
    throw new ConflictError(
      `${settings.name ?? 'This account'} (${settings.accountId}) requires an approved request: the configuration of the scaffolder’s backend says otherwise than that of the portal’s. Nothing was done.`,
    );
  }
  const request = newRun(run, {
    spec: resolveRoleSpec(wanted, settings),
    adopt: run.adopt ?? false,
    exclusive: run.exclusive ?? false,
  });
  return transact(knex, async tx => {
    const begun = await findRun(tx, run.taskId, request.specHash);
    if (begun) {
      return begun;
    }
    await insertRequest(tx, request);
    return requireRequest(tx, request.id);
  });
}

function newRun(
  { taskId, requester }: NewRun,
  content: Pick<NewRequest, 'spec' | 'adopt' | 'exclusive'>,
): NewRequest {
  const at = new Date().toISOString();
  // What another account's owner has to do is a step of its own in a template.
  const [role] = requestParts(content.spec);
  return {
    ...content,
    id: randomUUID(),
    specHash: requestHash(content),
    roleArn: role.resource,
    reason: '',
    requester: requester.ref,
    requesterKind: requester.kind,
    rules: { approvers: [], required: 0, autoApprove: [] },
    state: {
      status: 'provisioning',
      // Nothing else is carried out with it.
      approval: { kind: 'not-needed', at, usableUntil: at },
      taskId,
      remaining: [role],
    },
    createdAt: at,
    updatedAt: at,
    expiresAt: at,
  };
}
