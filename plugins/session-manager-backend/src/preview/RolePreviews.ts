import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  ApprovalRules,
  AwsFault,
  documents,
  keeperOf,
  needsPeople,
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
  serviceInTags,
  Tags,
  widerThanLeastPrivilege,
  withoutOthersStatements,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  awsFault,
  namesOf,
  observeRole,
  RoleNames,
} from 'backstage-plugin-session-manager-node';
import { SharedReadCache } from '../cache/SharedReadCache';
import { RoleAccess } from '../permissions/RoleAccess';
import { AutoApproval } from './AutoApproval';
import { Deadlines } from '../accounts/deadlines';
import { SETTLED_AFTER } from '../cache/freshness';
import { RoleStatusService } from '../roles/RoleStatusService';
import { UnansweredError } from '../accounts/UnansweredError';
import { VisiblePlans } from './VisiblePlans';

/** Tells what would come of specs; nothing is changed. */
export interface RolePreviews {
  /**
   * Throws an `InputError` that names each field in fault, a `NotFoundError`
   * for a service that the caller may not read, and a `NotAllowedError` where
   * they may not read its roles.
   */
  of(
    request: PreviewRequest & { credentials: BackstageCredentials },
  ): Promise<RolePreview>;
}

type Observation = { observed: CompleteRoleSnapshot } | { fault: AwsFault };

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

  /** A form asks with each key that is pressed; IAM is asked now and then. */
  async function observe({ iam, settings }: AwsAccount, names: RoleNames) {
    const { value } = await readCache.getOrLoad<CompleteRoleSnapshot>(
      `preview:${settings.accountId}:${JSON.stringify(names)}`,
      () => observeRole(iam, names),
      {
        about: [{ what: 'role', accountId: settings.accountId }],
        keepFor: SETTLED_AFTER,
        forget: true,
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
    const observation = await startDeadline().within<Observation>(
      account.settings.accountId,
      observe(account, namesOf(content.spec)).then(
        observed => ({ observed }),
        error => ({ fault: awsFault(error) }),
      ),
      fault => ({ fault }),
    );
    const { role } =
      'fault' in observation ? { role: undefined } : observation.observed;
    const [plan, mayRun] = await Promise.all([
      'fault' in observation
        ? observation
        : visiblePlans.of(content, observation.observed, entity, credentials),
      mayAskFor(content.spec, role?.tags, credentials),
    ]);
    return { plan, mayRun };
  }

  /** As the run asks: about the role, and about the one that is there. */
  async function mayAskFor(
    { accountId, roleName, entityRef }: ResolvedRoleSpec,
    existing: Tags | undefined,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const named = { accountId, roleName };
    const there = existing && {
      ...named,
      entityRef: keeperOf(existing) ? serviceInTags(existing) : undefined,
    };
    const decisions = await roleAccess.decisions(
      credentials,
      [entityRef, there?.entityRef].flatMap(service => service ?? []),
    );
    return decisions.mayAskFor({ ...named, entityRef }, there);
  }

  async function readinessOf(
    spec: ResolvedRoleSpec,
    { settings }: AwsAccount,
  ): Promise<Pick<RolePreview, 'readiness' | 'readinessFault' | 'basis'>> {
    try {
      const { readiness, ...told } = await roleStatus.predictReadiness(spec);
      return {
        readiness: withoutOthersStatements(readiness),
        basis: previewBasis(told, settings),
      };
    } catch (error) {
      return { readinessFault: UnansweredError.faultOf(error) };
    }
  }

  /** A form asks with each key that is pressed; AWS is asked now and then. */
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
      { about: [], keepFor: SETTLED_AFTER, forget: true },
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
    async of({ spec: asked, adopt = false, exclusive = false, credentials }) {
      const wanted = parseRoleSpec(asked);
      const account = await accounts.get(wanted.accountId);
      const spec = resolveRoleSpec(wanted, account.settings);
      const entity = await visiblePlans.requireReadable(spec, credentials);
      const content = { spec, adopt, exclusive };
      const [planned, readiness, approval] = await Promise.all([
        planOf(account, content, entity, credentials),
        readinessOf(spec, account),
        approvalOf(account, content),
      ]);
      // Of a plan that is not known, or not to be shown, no rule says more.
      const isForRules =
        'changes' in planned.plan && !needsPeople(planned.plan.changes);
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
