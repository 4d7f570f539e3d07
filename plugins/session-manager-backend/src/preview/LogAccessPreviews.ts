import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AwsFault,
  isForeignBucket,
  LogAccessPolicyPreview,
  LogAccessPreview,
  LogAccessPreviewRequest,
  managedService,
  ResolvedRoleSpec,
  resolveRoleSpec,
  Tags,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  awsFault,
  bucketOwnerOf,
  LogAccessPart,
  planLogAccess,
  readRoleTags,
} from 'backstage-plugin-session-manager-node';
import { Deadline, Deadlines, readingOrFault } from '../accounts/deadlines';
import { LogBucketAccess } from '../permissions/LogBucketAccess';
import { RoleAccess } from '../permissions/RoleAccess';

/** Previews how roles get or lose access to log buckets of other accounts. */
export interface LogAccessPreviews {
  /**
   * Throws an `InputError` that names each invalid field, and a
   * `NotAllowedError` if the portal does not have one of the accounts.
   */
  of(
    request: LogAccessPreviewRequest & { credentials: BackstageCredentials },
  ): Promise<LogAccessPreview>;

  /**
   * The same for revoking the access that an existing role's own tags name.
   * Problems with the owner's account are part of the result. Undefined if the
   * tags name no bucket of another account.
   */
  ofRevocation(
    role: { tags: Tags; spec?: ResolvedRoleSpec },
    asked: { credentials: BackstageCredentials; deadline: Deadline },
  ): Promise<LogAccessPreview | undefined>;
}

interface Parts {
  accounts: AwsAccounts;
  logBucketAccess: LogBucketAccess;
  roleAccess: Pick<RoleAccess, 'decisions'>;
  startDeadline: Deadlines;
}

export function createLogAccessPreviews(parts: Parts): LogAccessPreviews {
  const { accounts, startDeadline } = parts;
  return {
    async of({ spec: input, checkEncryption, revoke, credentials }) {
      const { iam, settings } = await accounts.get(input.accountId);
      const spec = resolveRoleSpec(input, settings);
      const owner = await bucketOwnerOf(spec, accounts);
      const deadline = startDeadline();
      const found = await roleTags(deadline, iam, spec);
      return preview(parts, {
        spec: { ...spec, checkEncryption },
        owner,
        revoke,
        tags: 'tags' in found ? found.tags : undefined,
        fault: 'fault' in found ? found.fault : undefined,
        credentials,
        deadline,
      });
    },

    async ofRevocation({ spec, tags }, asked) {
      if (!spec || !isForeignBucket(spec)) {
        return undefined;
      }
      try {
        const owner = await bucketOwnerOf(spec, accounts);
        return await preview(parts, {
          spec,
          owner,
          revoke: true,
          tags,
          ...asked,
        });
      } catch (error) {
        const { bucket = '', bucketOwner = '' } = spec.s3 ?? {};
        return {
          bucket,
          bucketOwner,
          mayRun: false,
          roleExists: true,
          fault: awsFault(error),
          policies: [],
        };
      }
    },
  };
}

/** The tags of the role; undefined if it does not exist. */
async function roleTags(
  deadline: Deadline,
  iam: AwsAccount['iam'],
  { accountId, roleName }: ResolvedRoleSpec,
): Promise<{ tags?: Tags } | { fault: AwsFault }> {
  return readingOrFault(
    deadline,
    accountId,
    readRoleTags(iam, roleName).then(tags => ({ tags })),
  );
}

async function preview(
  parts: Parts,
  run: {
    spec: ResolvedRoleSpec & { checkEncryption?: boolean };
    owner: AwsAccount;
    revoke?: boolean;
    tags?: Tags;
    /** Why it is unknown whose role it is. */
    fault?: AwsFault;
    credentials: BackstageCredentials;
    deadline: Deadline;
  },
): Promise<LogAccessPreview> {
  const { spec, owner, revoke, tags, fault } = run;
  const { accountId, name } = owner.settings;
  // Whose role it is decides who may run it.
  const mayRun = !fault && (await mayChange(parts, run));
  return {
    bucket: spec.s3?.bucket ?? '',
    bucketOwner: accountId,
    ...(name && { bucketOwnerName: name }),
    mayRun,
    ...(owner.approval &&
      !revoke && { approvers: [...owner.approval.approvers] }),
    roleExists: tags !== undefined,
    ...(fault && { fault }),
    // The policies of an account are read only for those who may change them.
    policies: mayRun ? await policiesOf(run) : [],
  };
}

/** The checks of `session-manager:log-access:grant`. */
async function mayChange(
  { roleAccess, logBucketAccess }: Parts,
  { spec, owner, tags, credentials }: Parameters<typeof preview>[1],
): Promise<boolean> {
  const { accountId, roleName, s3 } = spec;
  const role = { accountId, roleName, entityRef: managedService(tags ?? {}) };
  const decisions = await roleAccess.decisions(
    credentials,
    role.entityRef ? [role.entityRef] : [],
  );
  return (
    decisions.may('create', role) &&
    logBucketAccess.mayGrant(
      {
        accountId: owner.settings.accountId,
        bucket: s3?.bucket ?? '',
        role,
      },
      credentials,
    )
  );
}

async function policiesOf({
  spec,
  owner,
  revoke,
  deadline,
}: Parameters<typeof preview>[1]): Promise<LogAccessPolicyPreview[]> {
  return deadline.within<LogAccessPolicyPreview[]>(
    owner.settings.accountId,
    planLogAccess({ spec, owner, revoke }).then(all => all.map(toPreview)),
    fault => [{ resource: 'bucket-policy-statement', fault }],
  );
}

function toPreview(part: LogAccessPart): LogAccessPolicyPreview {
  return 'error' in part
    ? { resource: part.resource, fault: awsFault(part.error) }
    : part;
}
