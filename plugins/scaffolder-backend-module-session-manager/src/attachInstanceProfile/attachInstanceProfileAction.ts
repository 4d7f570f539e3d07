import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CustomErrorBase, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  IamInstanceProfile,
  isManagedByPortal,
  managedService,
  managerOf,
  Tags,
} from 'backstage-plugin-session-manager-common';
import {
  Attachment,
  attachInstanceProfile,
  AwsAccounts,
  createInstanceServices,
  describeAttachment,
  findInstanceProfile,
  isAsAsked,
  readRoleTags,
} from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { ChangeReporter } from '../changes/ChangeReporter';
import { ActionGuards } from '../gate/ActionGuard';
import { instanceGuard } from './instanceGuard';
import { examples } from './examples';
import {
  AttachInput,
  inputSchema,
  outputSchema,
  parseAttachInput,
} from './schema';

/** Some instances do not have the instance profile. */
class NotAttachedError extends CustomErrorBase {
  name = 'NotAttachedError' as const;
}

const MOST_IN_ERROR = 20;

const ID = 'session-manager:instance-profile:attach';

/** Dependencies of the action. */
export interface AttachDeps {
  accounts: AwsAccounts;
  auth: AuthService;
  catalog: CatalogService;
  changes: ChangeReporter;
  guards: ActionGuards;
}

const LEFT_OUT =
  'Some instances with these tags were left unchanged, because the person who started this task is not allowed to change them.';

/**
 * The action `session-manager:instance-profile:attach`: attaches the instance
 * profile of a role to EC2 instances.
 */
export function attachInstanceProfileAction(deps: AttachDeps) {
  const { accounts, changes, guards } = deps;
  const guard = guards(ID);
  return createTemplateAction({
    id: ID,
    description:
      'Attaches the instance profile of an AWS Session Manager role to EC2 instances, and waits until they have it',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const input = parseAttachInput(ctx.input);
      const account = await accounts.get(input.accountId);
      const profile = await findInstanceProfile(account.iam, input.profile);
      const [roleName = profile.instanceProfileName] = profile.roles;
      // A profile grants the permissions of the role in it, so the role is
      // checked.
      const roleTags = (await readRoleTags(account.iam, roleName)) ?? {};
      const { accountId } = account.settings;
      const services = servicesOf(profile.tags, roleTags);
      for (const entityRef of services) {
        await guard.require(ctx, 'existing', {
          accountId,
          roleName,
          entityRef,
        });
      }
      await guard.admit(ctx, 'role', account, {
        accountId,
        roleName,
        // A profile that someone else created says nothing about the role in
        // it.
        tags: isManagedByPortal(profile.tags) ? roleTags : {},
      });
      let areAll = true;
      const attachments = await changes.track(ctx, {
        changes: [
          { what: 'instances', accountId },
          { what: 'role', accountId, roleName },
        ],
        run: begin => {
          begin();
          return attachInstanceProfile({
            ...input,
            account,
            instanceProfileArn: profile.arn,
            mayChange: instanceGuard({
              instanceServices: createInstanceServices(
                accounts.instanceTag,
                name => refsNamed(deps, name),
              ),
              services,
              require: entityRef =>
                guard.require(ctx, 'instance', {
                  accountId,
                  roleName,
                  entityRef,
                }),
            }),
            onLeftOut: () => {
              areAll = false;
            },
            dryRun: ctx.isDryRun,
            signal: ctx.signal,
            onAttachment: attachment => logAttachment(ctx, attachment),
          });
        },
        hasChanged: all => all.some(mayHaveChanged),
      });
      ctx.output('instanceProfileArn', profile.arn);
      ctx.output('associations', asJson(attachments));
      summarize(ctx, attachments);
      if (ctx.isDryRun) {
        if (!areAll) {
          ctx.logger.warn(`Without dry run, this fails: ${LEFT_OUT}`);
        }
        return;
      }
      failUnlessAttached(input, profile, attachments);
      if (!areAll) {
        throw new NotAttachedError(
          `${LEFT_OUT} The others have the instance profile ${profile.instanceProfileName}.`,
        );
      }
    },
  });
}

/** All entities of a name, regardless of who may read them. */
async function refsNamed(
  { auth, catalog }: AttachDeps,
  name: string,
): Promise<string[]> {
  const { items } = await catalog.getEntities(
    {
      filter: { 'metadata.name': name },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  return items.map(entity => stringifyEntityRef(entity));
}

type Context = Pick<ActionContext<JsonObject>, 'isDryRun' | 'logger'>;

/**
 * The service of the role, and that of the profile if its tags name one;
 * profiles of CloudFormation have no such tag.
 */
function servicesOf(
  profileTags: Tags,
  roleTags: Tags,
): Set<string | undefined> {
  return new Set([
    managedService(roleTags),
    ...(managerOf(roleTags) === 'cloudformation'
      ? []
      : [managedService(profileTags)]),
  ]);
}

/** After a failure, the previous profile may already be removed. */
function mayHaveChanged({ outcome }: Attachment): boolean {
  return outcome !== 'unchanged' && outcome !== 'refused';
}

/** Logs an attachment. Unchanged instances are summarized at the end. */
function logAttachment(
  { isDryRun, logger }: Context,
  attachment: Attachment,
): void {
  const description = describeAttachment(attachment);
  if (!isAsAsked(attachment)) {
    logger.warn(description);
  } else if (attachment.outcome !== 'unchanged') {
    logger.info(isDryRun ? `Would have: ${description}` : description);
  }
}

function summarize(
  { isDryRun, logger }: Context,
  attachments: readonly Attachment[],
): void {
  const count = (...outcomes: string[]) =>
    attachments.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const unchanged = count('unchanged');
  if (unchanged > 0) {
    logger.info(`No changes on ${instances(unchanged)}: already attached`);
  }
  if (!isDryRun && count('attached', 'replaced') > 0) {
    // This is how the agent's credential refresher works, see docs/actions.
    logger.info(
      'On a running instance, the SSM Agent uses the new instance profile when it next requests credentials, 25 to 30 minutes later, or when it is restarted',
    );
  }
}

function failUnlessAttached(
  { region }: AttachInput,
  { instanceProfileName }: IamInstanceProfile,
  attachments: readonly Attachment[],
): void {
  if (attachments.length === 0) {
    throw new NotFoundError(
      `No instance in ${region} has these tags and can be changed by the person who started this task, so nothing was attached.`,
    );
  }
  const lacking = attachments.filter(attachment => !isAsAsked(attachment));
  if (lacking.length > 0) {
    const listed = lacking.slice(0, MOST_IN_ERROR).map(describeAttachment);
    const more = lacking.length - listed.length;
    throw new NotAttachedError(
      [
        `${lacking.length} of ${instances(attachments.length)} ${lacking.length === 1 ? 'does' : 'do'} not have the instance profile ${instanceProfileName}; the others do.`,
        ...listed,
        ...(more > 0 ? [`and ${more} more, which the log names`] : []),
      ].join('\n'),
    );
  }
}

function instances(count: number): string {
  return count === 1 ? '1 instance' : `${count} instances`;
}

type Associations = z.input<typeof outputSchema>['associations'];

// The scaffolder stores outputs as JSON, which has no undefined.
function asJson(attachments: readonly Attachment[]): Associations {
  return JSON.parse(JSON.stringify(attachments));
}
