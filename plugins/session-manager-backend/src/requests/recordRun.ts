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
 * Records that a task starts to create a role in an account that needs no
 * approval. A task that resumes after a crash may call it again. Throws a
 * `ConflictError` if the account requires an approved request.
 */
export async function recordRun(
  { knex, accounts }: { knex: Knex; accounts: AwsAccounts },
  run: NewRun,
): Promise<StoredRequest> {
  const wanted = parseRoleSpec(run.spec);
  const { settings, approval } = await accounts.get(wanted.accountId);
  if (approval) {
    throw new ConflictError(
      `${settings.name ?? 'This account'} (${settings.accountId}) requires an approved request, but the scaffolder’s backend is configured differently. Nothing was done.`,
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
  // The other account owner's part is a separate step of the template.
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
      // The approval cannot be used for anything else.
      approval: { kind: 'not-needed', at, usableUntil: at },
      taskId,
      remaining: [role],
    },
    createdAt: at,
    updatedAt: at,
    expiresAt: at,
  };
}
