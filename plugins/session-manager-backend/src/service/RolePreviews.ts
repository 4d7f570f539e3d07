import {
  BackstageCredentials,
  CacheService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  autoApproveRule,
  documents,
  ENTITY_REF_TAG,
  ObservedRole,
  parseRoleSpec,
  plan,
  previewBasis,
  PreviewPlan,
  PreviewRequest,
  RequestContent,
  ResolvedRoleSpec,
  resolveRoleSpec,
  RolePreview,
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
import { createReadThrough, SETTLED_AFTER } from '../cache/readThrough';
import { RoleAccess } from '../permissions/RoleAccess';
import { readableEntity } from './readableEntity';
import { rolesInAnnotations } from './roleIdentity';
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
  cache: CacheService;
  catalog: CatalogService;
  roleAccess: RoleAccess;
  roleStatus: RoleStatusService;
}): RolePreviews {
  const { accounts, cache, catalog, roleAccess, roleStatus } = options;
  const readThrough = createReadThrough(cache);

  async function requireReadable(
    role: Pick<ResolvedRoleSpec, 'accountId' | 'roleName' | 'entityRef'>,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    const entity =
      role.entityRef === undefined
        ? undefined
        : await readableEntity(catalog, role.entityRef, credentials);
    await roleAccess.requireReadable(role, credentials);
    return entity;
  }

  /** A form asks with each key that is pressed; IAM is asked now and then. */
  async function observe({ iam, settings }: AwsAccount, names: RoleNames) {
    const { value } = await readThrough.read<ObservedRole>(
      `preview:${settings.accountId}:${JSON.stringify(names)}`,
      () => observeRole(iam, names),
      { fresh: false, keep: () => SETTLED_AFTER },
    );
    return value;
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
    account: AwsAccount,
    { spec, adopt, exclusive }: RequestContent,
    entity: Entity | undefined,
    credentials: BackstageCredentials,
  ): Promise<PreviewPlan> {
    let observed;
    try {
      observed = await observe(account, namesOf(spec));
    } catch (error) {
      return { fault: awsFault(error) };
    }
    const { arns } = rolesInAnnotations(entity?.metadata.annotations);
    for (const { arn, name, tags, ofRole } of namesakes(spec, observed)) {
      const isKnown = ofRole || arns.includes(arn);
      if (!isKnown && !(await isVisible(tags, spec, credentials))) {
        return { taken: name };
      }
    }
    return { changes: plan(spec, observed, { adopt, exclusive }) };
  }

  async function readinessOf(
    spec: ResolvedRoleSpec,
    { settings }: AwsAccount,
  ): Promise<Pick<RolePreview, 'readiness' | 'basis'>> {
    try {
      const { readiness, ...told } = await roleStatus.predictReadiness(spec);
      return {
        readiness: withoutOthersStatements(readiness),
        basis: previewBasis(told, settings),
      };
    } catch {
      // The plan tells why the account is not reached.
      return {};
    }
  }

  return {
    async of({ spec: asked, adopt = false, exclusive = false, credentials }) {
      const wanted = parseRoleSpec(asked);
      const account = await accounts.get(wanted.accountId);
      const spec = resolveRoleSpec(wanted, account.settings);
      const entity = await requireReadable(spec, credentials);
      const content = { spec, adopt, exclusive };
      const [planned, readiness] = await Promise.all([
        planOf(account, content, entity, credentials),
        readinessOf(spec, account),
      ]);
      return {
        spec,
        documents: documents(spec),
        plan: planned,
        widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
        ...readiness,
        ...approvalOf(account, content),
      };
    },
  };
}

/** Something under one of the names of a spec. */
interface Namesake {
  arn: string;
  name: string;
  tags: Tags;
  /** It is the role's alone, whoever made it: to know the role is to know it. */
  ofRole: boolean;
}

/** What is there under the names of the spec, the role first. */
function namesakes(
  spec: ResolvedRoleSpec,
  { role, policies, instanceProfiles }: ObservedRole,
): Namesake[] {
  const { policyArn, instanceProfileName } = namesOf(spec);
  const ofRole = (tags: Tags, users: readonly string[]) =>
    users.length > 0 &&
    users.every(user => user === role?.roleName) &&
    tags[ENTITY_REF_TAG] === undefined;
  return [
    ...(role ? [{ ...role, name: role.roleName, ofRole: false }] : []),
    ...policies
      .filter(({ arn }) => arn === policyArn)
      .map(policy => ({
        ...policy,
        name: policy.policyName,
        ofRole: ofRole(policy.tags, policy.attachedTo),
      })),
    ...instanceProfiles
      .filter(profile => profile.instanceProfileName === instanceProfileName)
      .map(profile => ({
        ...profile,
        name: profile.instanceProfileName,
        ofRole: ofRole(profile.tags, profile.roles),
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
