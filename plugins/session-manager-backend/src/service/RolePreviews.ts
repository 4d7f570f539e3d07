import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  autoApproveRule,
  documents,
  ENTITY_REF_TAG,
  ObservedRole,
  parseRoleSpec,
  plan,
  PreviewPlan,
  PreviewRequest,
  RequestContent,
  ResolvedRoleSpec,
  resolveRoleSpec,
  RolePreview,
  Tags,
  widerThanLeastPrivilege,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  awsFault,
  namesOf,
  observeRole,
} from 'backstage-plugin-session-manager-node';
import { RoleAccess } from '../permissions/RoleAccess';
import { readableEntity } from './readableEntity';
import { RoleStatusService } from './RoleStatusService';

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

const REFUSALS = ['NotFoundError', 'NotAllowedError'];

export function createRolePreviews(options: {
  accounts: AwsAccounts;
  catalog: CatalogService;
  roleAccess: RoleAccess;
  roleStatus: RoleStatusService;
}): RolePreviews {
  const { accounts, catalog, roleAccess, roleStatus } = options;

  async function requireReadable(
    role: Pick<ResolvedRoleSpec, 'accountId' | 'roleName' | 'entityRef'>,
    credentials: BackstageCredentials,
  ) {
    if (role.entityRef) {
      await readableEntity(catalog, role.entityRef, credentials);
    }
    await roleAccess.requireReadable(role, credentials);
  }

  /** What of this very service was judged before; what is of none is nobody's. */
  async function isVisible(
    tags: Tags,
    { accountId, roleName, entityRef }: ResolvedRoleSpec,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const owner = tags[ENTITY_REF_TAG];
    if (!owner || owner === entityRef) {
      return owner !== undefined;
    }
    try {
      await requireReadable(
        { accountId, roleName, entityRef: owner },
        credentials,
      );
      return true;
    } catch (error) {
      if (isError(error) && REFUSALS.includes(error.name)) {
        return false;
      }
      throw error;
    }
  }

  async function planOf(
    { iam }: AwsAccount,
    { spec, adopt, exclusive }: RequestContent,
    credentials: BackstageCredentials,
  ): Promise<PreviewPlan> {
    let observed;
    try {
      observed = await observeRole(iam, namesOf(spec));
    } catch (error) {
      return { fault: awsFault(error) };
    }
    for (const { name, tags } of namesakes(spec, observed)) {
      if (!(await isVisible(tags, spec, credentials))) {
        return { taken: name };
      }
    }
    return { changes: plan(spec, observed, { adopt, exclusive }) };
  }

  async function readinessOf(spec: ResolvedRoleSpec) {
    try {
      return (await roleStatus.predictReadiness(spec)).readiness;
    } catch {
      // The plan tells why the account is not reached.
      return undefined;
    }
  }

  return {
    async of({ spec: asked, adopt = false, exclusive = false, credentials }) {
      const wanted = parseRoleSpec(asked);
      const account = await accounts.get(wanted.accountId);
      const spec = resolveRoleSpec(wanted, account.settings);
      await requireReadable(spec, credentials);
      const content = { spec, adopt, exclusive };
      const [planned, readiness] = await Promise.all([
        planOf(account, content, credentials),
        readinessOf(spec),
      ]);
      return {
        spec,
        documents: documents(spec),
        plan: planned,
        widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
        ...(readiness && { readiness }),
        ...approvalOf(account, content),
      };
    },
  };
}

/** What is there under the names of the spec. */
function namesakes(
  spec: ResolvedRoleSpec,
  { role, policies, instanceProfiles }: ObservedRole,
): Array<{ name: string; tags: Tags }> {
  const { policyArn, instanceProfileName } = namesOf(spec);
  return [
    ...(role ? [{ name: role.roleName, tags: role.tags }] : []),
    ...policies
      .filter(({ arn }) => arn === policyArn)
      .map(({ policyName, tags }) => ({ name: policyName, tags })),
    ...instanceProfiles
      .filter(profile => profile.instanceProfileName === instanceProfileName)
      .map(profile => ({
        name: profile.instanceProfileName,
        tags: profile.tags,
      })),
  ];
}

function approvalOf(
  { approval }: AwsAccount,
  content: RequestContent,
): Pick<RolePreview, 'approval'> {
  if (!approval) {
    return {};
  }
  const { approvers, required } = approval;
  const rule = autoApproveRule(content, approval);
  return {
    approval: {
      approvers: [...approvers],
      required,
      ...(rule && { rule: { name: rule.name, version: rule.version } }),
    },
  };
}
