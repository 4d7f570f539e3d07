import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  handoverPath,
  HandoverSubject,
  managedService,
  resolveRoleSpec,
  Tags,
} from 'backstage-plugin-session-manager-common';
import {
  Activation,
  ActivationOptions,
  AwsAccounts,
  createActivation,
  deleteActivation,
  findHybridRole,
  seal,
  SessionManagerService,
  requireRegion,
} from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { ChangeReporter } from '../changes/ChangeReporter';
import { ActionGuards } from '../gate/ActionGuard';
import { parseInput } from '../input/parseInput';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

const ID = 'session-manager:activation:create';

/** Dependencies of the action. */
export interface CreateActivationDeps {
  accounts: AwsAccounts;
  auth: AuthService;
  changes: ChangeReporter;
  config: RootConfigService;
  guards: ActionGuards;
  sessionManager: SessionManagerService;
}

type Context = ActionContext<z.input<typeof inputSchema> & JsonObject>;

const HOUR_MS = 3_600_000;

/**
 * The action `session-manager:activation:create`: creates an activation with
 * which hybrid nodes register with Systems Manager, and hands its code over to
 * the user who started the task.
 */
export function createActivationAction(deps: CreateActivationDeps) {
  const { accounts, auth, changes, config, guards, sessionManager } = deps;
  const guard = guards(ID);
  const portal = config.getOptionalString('app.baseUrl') ?? '';

  return createTemplateAction({
    id: ID,
    description:
      'Creates an activation with which hybrid nodes register with AWS Systems Manager; the person who started the task can open its code once',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const wanted = parseInput(inputSchema, ctx.input);
      const { accountId, roleName, path, ...activation } = wanted;
      const account = await accounts.get(accountId);
      const { region = account.regions[0], instanceLimit = 1 } = activation;
      const spec = resolveRoleSpec(
        { accountId, roleName, path, target: 'hybrid' },
        account.settings,
      );
      requireRegion(region, account.regions, InputError);
      const hours = activation.expiresInHours ?? 24;
      const summary = `for ${nodes(instanceLimit)} with the role ${roleName} in ${region}, valid for ${hours} hours`;
      const requireRole = async (tags: Tags) => {
        const role = { accountId: spec.accountId, roleName };
        const entityRef = managedService(tags);
        await guard.require(ctx, 'existing', { ...role, entityRef });
        await guard.admit(ctx, 'role', account, { ...role, tags });
      };
      if (ctx.isDryRun) {
        // A previous step may create the role.
        const tags = await findHybridRole(account, spec);
        if (tags) {
          await requireRole(tags);
        }
        ctx.logger.info(`Would: create an activation ${summary}`);
        return;
      }
      const recipient = await recipientOf(ctx, auth);
      const options = {
        ...activation,
        ...spec,
        account,
        region,
        instanceLimit,
        tags: activation.tags,
        expiresAt: new Date(Date.now() + hours * HOUR_MS),
        signal: ctx.signal,
      } satisfies ActivationOptions;
      const { activationId, code } = await changes.track(ctx, {
        changes: [{ what: 'role', accountId: spec.accountId, roleName }],
        run: begin => {
          const requireAndBegin = async (tags: Tags) => {
            await requireRole(tags);
            begin();
          };
          return createOnce(ctx, { ...options, guard: requireAndBegin });
        },
        hasChanged: () => true,
      });
      ctx.logger.info(`Created activation ${activationId} ${summary}`);

      const { sealed, key } = seal(code);
      const subject: HandoverSubject = {
        activationId,
        accountId: spec.accountId,
        region,
        roleName,
        instanceLimit,
        activationExpiresAt: options.expiresAt.toISOString(),
      };
      const handover = await sessionManager
        .handOver({ subject, sealed }, { credentials: recipient })
        .catch(async error => {
          // Its code would be lost.
          await deleteActivation(account, { region, activationId });
          throw error;
        });
      ctx.logger.info(
        `${recipient.principal.userEntityRef} can open its code once, until ${handover.expiresAt}`,
      );
      ctx.output('activationId', activationId);
      ctx.output('region', region);
      ctx.output('expiresAt', subject.activationExpiresAt);
      ctx.output(
        'handoverUrl',
        `${portal.replace(/\/$/, '')}${handoverPath(handover.id, key)}`,
      );
    },
  });
}

/** The recipient of the code: the user who started the task. */
async function recipientOf(
  ctx: Pick<Context, 'getInitiatorCredentials'>,
  auth: AuthService,
): Promise<BackstageCredentials<BackstageUserPrincipal>> {
  const credentials = await ctx.getInitiatorCredentials();
  if (!auth.isPrincipal(credentials, 'user')) {
    throw new NotAllowedError(
      'An activation code is handed over to the person who runs the template, and this task was not started by a person. Nothing was created.',
    );
  }
  return credentials;
}

/**
 * Creates an activation. The scaffolder stores its id, so that the activation
 * of an interrupted run is found and deleted, because its code was lost. The
 * code itself is never passed to the scaffolder, which stores everything that
 * it receives.
 */
async function createOnce(
  { checkpoint }: Pick<Context, 'checkpoint'>,
  options: ActivationOptions,
): Promise<Activation> {
  for (let attempt = 1; ; attempt++) {
    let created: Activation | undefined;
    const { activationId } = await checkpoint({
      key: `session-manager.activation.${attempt}`,
      fn: async () => {
        created = await createActivation(options);
        return { activationId: created.activationId };
      },
    });
    if (created) {
      return created;
    }
    const { account, region } = options;
    await deleteActivation(account, { region, activationId });
  }
}

function nodes(count: number): string {
  return count === 1 ? '1 node' : `${count} nodes`;
}
