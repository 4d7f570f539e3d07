import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { JsonValue } from '@backstage/types';
import { roleFormData } from 'backstage-plugin-session-manager-common';
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
import { AttachmentDecision } from './decideAttachment';
import { AttachmentDeps } from './decideAttachments';
import { Candidate, RoleDecision } from './decideRole';
import { decideForCaller, identityOf } from './planBatch';

export interface StartingDeps extends AttachmentDeps {
  logger: LoggerService;
  requests: Pick<RequestService, 'file'>;
  roleStatus: Pick<RoleStatusService, 'getRepairBasis'>;
  scaffolder: ScaffolderService;
  /** The template whose task changes a role. */
  templateRef: string;
  /** The template whose task attaches a role to instances. */
  attachTemplateRef: string;
}

/** Something that is started. */
type Started<Decision> = Extract<Decision, { start: unknown }>;

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
      { refresh: true },
    );
    const decision = decisions.get(roleArn) ?? { omission: 'not-found' };
    if ('omission' in decision) {
      return { omission: decision.omission };
    }
    return 'groups' in decision
      ? await attach(deps, role, decision, credentials)
      : await change(deps, decision, batch.reason ?? '', credentials);
  } catch (error) {
    return { ended: 'failed', error: scaffolderMessage(redactSql(error)) };
  }
}

function attach(
  { scaffolder, attachTemplateRef }: StartingDeps,
  { roleName, accountId, entityRef = '' }: Candidate['role'],
  { instanceProfileName, groups }: Started<AttachmentDecision>,
  credentials: BackstageCredentials,
): Promise<ItemOutcome> {
  return scaffolder.scaffold(
    {
      templateRef: attachTemplateRef,
      values: {
        ...{ entityRef, accountId, roleName, instanceProfileName },
        instances: groups.map(group => ({ ...group })),
      },
    },
    { credentials },
  );
}

async function change(
  { requests, scaffolder, templateRef }: StartingDeps,
  { start, spec, adopt }: Started<RoleDecision>,
  reason: string,
  credentials: BackstageCredentials,
): Promise<ItemOutcome> {
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
