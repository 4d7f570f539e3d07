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
} from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { ChangeReporter } from '../changes/ChangeReporter';
import { ActionGuards, serviceOf } from '../gate/ActionGuard';
import { requireRegion } from '../gate/requireRegion';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

const ID = 'session-manager:activation:create';

/** What the action works with. */
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
 * The action `session-manager:activation:create`: makes an activation, by
 * which hybrid nodes register with Systems Manager, and hands its
 * code over to whoever started the task.
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
      const wanted = parseInput(ctx.input);
      const { accountId, roleName, path, ...activation } = wanted;
      const account = await accounts.get(accountId);
      const { region = account.regions[0], instanceLimit = 1 } = activation;
      const spec = resolveRoleSpec(
        { accountId, roleName, path, target: 'hybrid' },
        account.settings,
      );
      requireRegion(account, region);
      const hours = activation.expiresInHours ?? 24;
      const summary = `for ${nodes(instanceLimit)} with the role ${roleName} in ${region}, valid for ${hours} hours`;
      const requireRole = async (tags: Tags) => {
        const role = { accountId: spec.accountId, roleName };
        const entityRef = serviceOf(tags);
        await guard.require(ctx, 'existing', { ...role, entityRef });
        await guard.admit(ctx, 'role', account, { ...role, tags });
      };
      if (ctx.isDryRun) {
        // A step before may be what would make the role.
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
          return makeOne(ctx, { ...options, guard: requireAndBegin });
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
          // Nobody would ever know its code.
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

/** Checks the input. Throws an `InputError` that names each field in fault. */
function parseInput(input: unknown): z.output<typeof inputSchema> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(issue =>
          issue.code === 'unrecognized_keys'
            ? `${issue.keys.join(', ')}: is not an input of this action`
            : `${issue.path.join('.')}: ${issue.message}`,
        )
        .join('; '),
    );
  }
  return parsed.data;
}

/** Who gets the code: the person who started the task. */
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
 * Makes an activation. The scaffolder keeps its id, so that one of a run that
 * died is found: its code died with it, and so it is deleted. The code itself
 * the scaffolder never gets, because it keeps all that it gets.
 */
async function makeOne(
  { checkpoint }: Pick<Context, 'checkpoint'>,
  options: ActivationOptions,
): Promise<Activation> {
  for (let attempt = 1; ; attempt++) {
    let made: Activation | undefined;
    const { activationId } = await checkpoint({
      key: `session-manager.activation.${attempt}`,
      fn: async () => {
        made = await createActivation(options);
        return { activationId: made.activationId };
      },
    });
    if (made) {
      return made;
    }
    const { account, region } = options;
    await deleteActivation(account, { region, activationId });
  }
}

function nodes(count: number): string {
  return count === 1 ? '1 node' : `${count} nodes`;
}
