import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  affectedServices,
  ApprovalRules,
  documents,
  requiresManualApproval,
  CompleteRoleSnapshot,
  parseRoleSpec,
  previewBasis,
  PreviewRequest,
  RequestContent,
  requestHash,
  ResolvedRoleSpec,
  resolveRoleSpec,
  RolePreview,
  rulesHash,
  widerThanLeastPrivilege,
  withoutOthersStatements,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  namesOf,
  observeRole,
  RoleNames,
} from 'backstage-plugin-session-manager-node';
import { SharedReadCache } from '../cache/SharedReadCache';
import { RoleAccess } from '../permissions/RoleAccess';
import { AutoApproval } from './AutoApproval';
import { Deadlines, readingOrFault } from '../accounts/deadlines';
import { MIN_REFRESH_AGE } from '../cache/freshness';
import { RoleStatusService } from '../roles/RoleStatusService';
import { AccountUnavailableError } from '../accounts/AccountUnavailableError';
import { VisiblePlans } from './VisiblePlans';

/** Previews specs, without changing anything. */
export interface RolePreviews {
  /**
   * Throws an `InputError` that names each invalid field, a `NotFoundError` for
   * a service that the caller may not read, and a `NotAllowedError` if they may
   * not read its roles.
   */
  of(
    request: PreviewRequest & { credentials: BackstageCredentials },
  ): Promise<RolePreview>;
}

export function createRolePreviews(options: {
  accounts: AwsAccounts;
  readCache: SharedReadCache;
  roleAccess: Pick<RoleAccess, 'decisions'>;
  roleStatus: RoleStatusService;
  visiblePlans: VisiblePlans;
  autoApproval: AutoApproval;
  startDeadline: Deadlines;
}): RolePreviews {
  const { accounts, autoApproval, readCache, roleAccess, roleStatus } = options;
  const { startDeadline, visiblePlans } = options;

  /** Forms send a request per keystroke, so the result is cached briefly. */
  async function observe({ iam, settings }: AwsAccount, names: RoleNames) {
    const { value } = await readCache.getOrLoad<CompleteRoleSnapshot>(
      `preview:${settings.accountId}:${JSON.stringify(names)}`,
      () => observeRole(iam, names),
      {
        about: [{ what: 'role', accountId: settings.accountId }],
        keepFor: MIN_REFRESH_AGE,
      },
    );
    return value;
  }

  async function planOf(
    account: AwsAccount,
    content: RequestContent,
    entity: Entity | undefined,
    credentials: BackstageCredentials,
  ): Promise<Pick<RolePreview, 'plan' | 'mayRun'>> {
    const observation = await readingOrFault(
      startDeadline(),
      account.settings.accountId,
      observe(account, namesOf(content.spec)).then(observed => ({ observed })),
    );
    const existing =
      'fault' in observation
        ? []
        : [
            ...affectedServices(observation.observed, namesOf(content.spec), {
              sparesForeign: false,
            }),
          ];
    const [plan, mayRun] = await Promise.all([
      'fault' in observation
        ? observation
        : visiblePlans.of(content, observation.observed, entity, credentials),
      mayCreateOrRequest(content.spec, existing, credentials),
    ]);
    return { plan, mayRun };
  }

  /**
   * The same check as for the run: for the new role, and for the services of
   * the existing role, policy and instance profile.
   */
  async function mayCreateOrRequest(
    { accountId, roleName, entityRef }: ResolvedRoleSpec,
    existing: ReadonlyArray<string | undefined>,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const role = { accountId, roleName, entityRef };
    const decisions = await roleAccess.decisions(
      credentials,
      [entityRef, ...existing].flatMap(service => service ?? []),
    );
    return (
      decisions.mayCreateOrRequest(role) &&
      existing.every(service =>
        decisions.mayCreateOrRequest(role, { ...role, entityRef: service }),
      )
    );
  }

  async function readinessOf(
    spec: ResolvedRoleSpec,
    { settings }: AwsAccount,
  ): Promise<Pick<RolePreview, 'readiness' | 'readinessFault' | 'basis'>> {
    try {
      const { readiness, ...prediction } =
        await roleStatus.predictReadiness(spec);
      return {
        readiness: withoutOthersStatements(readiness),
        basis: previewBasis(prediction, settings),
      };
    } catch (error) {
      return { readinessFault: AccountUnavailableError.faultOf(error) };
    }
  }

  /** Forms send a request per keystroke, so the result is cached briefly. */
  async function ruleFor(content: RequestContent, rules: ApprovalRules) {
    const { value } = await readCache.getOrLoad(
      `preview-rule:${requestHash(content)}:${rulesHash(rules)}`,
      async () => {
        const { rule } = await autoApproval.ruleFor(
          content,
          rules,
          readCache.forAnswer({ fresh: false }),
        );
        return rule ? { name: rule.name, version: rule.version } : null;
      },
      { about: [], keepFor: MIN_REFRESH_AGE },
    );
    return value;
  }

  async function approvalOf(
    { approval }: AwsAccount,
    content: RequestContent,
  ): Promise<Pick<RolePreview, 'approval'>> {
    if (!approval) {
      return {};
    }
    const { approvers, required, autoApprove } = approval;
    const rule = await ruleFor(content, { approvers, required, autoApprove });
    return {
      approval: {
        approvers: [...approvers],
        required,
        ...(rule && { rule }),
      },
    };
  }

  return {
    async of({
      spec: requestedSpec,
      adopt = false,
      exclusive = false,
      credentials,
    }) {
      const wanted = parseRoleSpec(requestedSpec);
      const account = await accounts.get(wanted.accountId);
      const spec = resolveRoleSpec(wanted, account.settings);
      const entity = await visiblePlans.requireReadable(spec, credentials);
      const content = { spec, adopt, exclusive };
      const [planned, readiness, approval] = await Promise.all([
        planOf(account, content, entity, credentials),
        readinessOf(spec, account),
        approvalOf(account, content),
      ]);
      // If the plan is unknown or hidden, rules must not reveal more.
      const isForRules =
        'changes' in planned.plan &&
        !requiresManualApproval(planned.plan.changes);
      return {
        spec,
        documents: documents(spec),
        ...planned,
        widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
        ...readiness,
        ...(isForRules ? approval : withoutRule(approval)),
      };
    },
  };
}

function withoutRule({
  approval,
}: Pick<RolePreview, 'approval'>): Pick<RolePreview, 'approval'> {
  if (!approval) {
    return {};
  }
  const { rule: _, ...byPeople } = approval;
  return { approval: byPeople };
}
