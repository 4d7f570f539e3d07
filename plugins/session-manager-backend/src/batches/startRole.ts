import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { JsonValue } from '@backstage/types';
import { roleFormData } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { redactSql, transact } from '../database/transact';
import { RequestService } from '../requests/RequestService';
import { scaffolderMessage } from '../requests/execution/scaffolderMessage';
import { RoleStatusService } from '../roles/RoleStatusService';
import {
  ItemOutcome,
  recordOutcome,
  StoredBatch,
  StoredItem,
} from './database/batchRows';
import { RoleDecision } from './decideRole';
import { decideForCaller, identityOf, PlanningDeps } from './planBatch';

export interface StartingDeps extends Pick<
  PlanningDeps,
  'accounts' | 'catalog' | 'roleAccess'
> {
  knex: Knex;
  logger: LoggerService;
  requests: Pick<RequestService, 'file'>;
  roleStatus: Pick<RoleStatusService, 'getRepairBasis'>;
  scaffolder: ScaffolderService;
  /** The template whose task changes a role. */
  templateRef: string;
}

/** Starts a role of a batch in the name of its creator, and stores the result. */
export async function startRole(
  deps: StartingDeps,
  batch: Omit<StoredBatch, 'createdAt' | 'activeAt'>,
  item: StoredItem,
  credentials: BackstageCredentials,
): Promise<void> {
  const { roleArn } = item;
  const outcome = await attempt(deps, batch, item, credentials);
  try {
    await transact(deps.knex, tx =>
      recordOutcome(tx, { batchId: batch.id, roleArn }, outcome, new Date()),
    );
  } catch (error) {
    deps.logger.error(
      `What was started for role ${roleArn} of batch ${batch.id} was not stored: ${redactSql(error)}`,
      { ...outcome },
    );
  }
}

async function attempt(
  deps: StartingDeps,
  batch: Omit<StoredBatch, 'createdAt' | 'activeAt'>,
  { roleArn, entityRef }: StoredItem,
  credentials: BackstageCredentials,
): Promise<ItemOutcome> {
  try {
    const basis = await deps.roleStatus.getRepairBasis(roleArn);
    const role = { ...identityOf(roleArn, deps.accounts), entityRef };
    const decisions = await decideForCaller(
      deps,
      batch,
      [{ role, basis }],
      credentials,
    );
    return await carryOut(
      deps,
      decisions.get(roleArn) ?? { omission: 'not-found' },
      batch.reason ?? '',
      credentials,
    );
  } catch (error) {
    return { ended: 'failed', error: scaffolderMessage(redactSql(error)) };
  }
}

async function carryOut(
  { requests, scaffolder, templateRef }: StartingDeps,
  decision: RoleDecision,
  reason: string,
  credentials: BackstageCredentials,
): Promise<ItemOutcome> {
  if ('omission' in decision) {
    return decision;
  }
  const { start, spec, adopt } = decision;
  if (start === 'task') {
    return scaffolder.scaffold(
      {
        templateRef,
        // A spec is JSON, and so are the fields of its form.
        values: roleFormData(spec, { adopt }) as Record<string, JsonValue>,
      },
      { credentials },
    );
  }
  const { request, sameSpec } = await requests.file(
    { spec, adopt, reason },
    credentials,
  );
  return sameSpec
    ? { requestId: request.id }
    : {
        requestId: request.id,
        ended: 'failed',
        error:
          'The role already has a pending request with other settings. Decide on it or withdraw it first.',
      };
}
