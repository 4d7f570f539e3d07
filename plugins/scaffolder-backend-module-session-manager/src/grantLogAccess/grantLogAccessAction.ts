import { InputError, NotAllowedError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  describeStatementChange,
  describeStatementDone,
  refuseUnallowed,
  ResolvedRoleSpec,
  resolveRoleSpec,
  StatementChange,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  grantLogAccess,
} from 'backstage-plugin-session-manager-node';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

/** What the action works with. */
export interface GrantLogAccessDeps {
  accounts: AwsAccounts;
  /** How long a written policy must stay to count. */
  settleMs?: number;
}

/**
 * The action `session-manager:log-access:grant`: adds what a role needs to
 * the policies of another account's bucket and of its key, or takes it out.
 */
export function grantLogAccessAction({
  accounts,
  settleMs,
}: GrantLogAccessDeps) {
  return createTemplateAction({
    id: 'session-manager:log-access:grant',
    description:
      'Lets an AWS Session Manager role write session logs into a bucket of another account, in its bucket policy and key policy, or takes that away',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { checkEncryption, revoke, ...wanted } = ctx.input;
      const account = await accounts.get(wanted.accountId);
      const spec = resolveRoleSpec(wanted, account.settings);
      const owner = await ownerOf(spec, accounts);
      // Taking rights away is not held up by an approval.
      if (!ctx.isDryRun && !revoke) {
        refuseWithoutApproval(owner);
      }
      const changes = await grantLogAccess({
        account,
        owner,
        spec: { ...spec, checkEncryption },
        revoke,
        settleMs,
        dryRun: ctx.isDryRun,
        signal: ctx.signal,
        onChange: change => ctx.logger.info(describeStatementDone(change)),
        onRace: policy =>
          ctx.logger.warn(
            `Someone else changed ${policy} meanwhile; merging again`,
          ),
      });
      tell(changes, sentence => ctx.logger.info(sentence), ctx.isDryRun);
      ctx.output('changes', JSON.parse(JSON.stringify(changes)));
    },
  });
}

/** The account that owns the bucket, where it has a say in this. */
async function ownerOf(
  { s3, accountId, partition, roleName }: ResolvedRoleSpec,
  accounts: AwsAccounts,
): Promise<AwsAccount> {
  if (!s3?.bucketOwner || s3.bucketOwner === accountId) {
    throw new InputError(
      's3.bucketOwner: must be another account than the role’s: in its own, the role’s policy is enough',
    );
  }
  const owner = await accounts.get(s3.bucketOwner);
  if (owner.settings.partition !== partition) {
    throw new InputError(
      `s3.bucketOwner: is in the partition ${owner.settings.partition}, and the role in ${partition}`,
    );
  }
  refuseUnallowed({ roleName, s3 }, owner.settings);
  return owner;
}

// Denied by default: what is approved is a role, and not another account's
// change of its policies.
function refuseWithoutApproval({ approval, settings }: AwsAccount): void {
  if (approval) {
    const { accountId, name = 'The owner of the bucket' } = settings;
    throw new NotAllowedError(
      `${name} (${accountId}) takes only what was approved (by ${approval.approvers.join(', ')}), and there is no request for this: give the statements to who owns the bucket. Nothing was done.`,
    );
  }
}

function tell(
  changes: readonly StatementChange[],
  say: (sentence: string) => void,
  isDryRun?: boolean,
): void {
  if (changes.length === 0) {
    say('Nothing to change: already as asked');
  }
  if (isDryRun) {
    changes.forEach(change => say(`Would: ${describeStatementChange(change)}`));
  }
}
