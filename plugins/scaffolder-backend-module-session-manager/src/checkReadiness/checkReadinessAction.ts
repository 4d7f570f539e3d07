import {
  CustomErrorBase,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  headline,
  Problem,
  Readiness,
  resolveRoleSpec,
  CompleteRoleSnapshot,
  roleExists,
  roleOfArn,
  RoleDisclosure,
  SimulatorResult,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  readRoleSnapshot,
  SessionManagerService,
  createTaskCache,
  predictRoleReadiness,
  predictSpecReadiness,
  toAwsError,
  requireRegion,
} from 'backstage-plugin-session-manager-node';
import { ActionGuard, ActionGuards } from '../gate/ActionGuard';
import { showReadiness, problemText } from '../readiness/showReadiness';
import { examples } from './examples';
import { CheckInput, inputSchema, outputSchema, parseInput } from './schema';

/** A session would not start, or would not be logged. */
class NotReadyError extends CustomErrorBase {
  name = 'NotReadyError' as const;
}

const ID = 'session-manager:readiness:check';

interface Deps {
  accounts: AwsAccounts;
  guard: ActionGuard<typeof ID>;
  sessionManager: SessionManagerService;
}

/**
 * The action `session-manager:readiness:check`: fails if no session would start
 * on a role, with the agent's message. It only reads AWS, also in a dry run.
 */
export function checkReadinessAction({
  accounts,
  guards,
  sessionManager,
}: {
  accounts: AwsAccounts;
  guards: ActionGuards;
  sessionManager: SessionManagerService;
}) {
  const deps: Deps = { accounts, guard: guards(ID), sessionManager };
  return createTemplateAction({
    id: ID,
    description:
      'Fails if sessions on an AWS Session Manager role would not start or not be logged, with the agent’s own message',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const input = parseInput(ctx.input);
      const result = await checkSubject(deps, ctx, input);
      if (!result) {
        return;
      }
      const { region, readiness, simulatorResult } = result;
      showReadiness(ctx, region, readiness);
      const against = reasonsAgainst(readiness, input);
      if (against) {
        throw new NotReadyError(failure(region, readiness, against));
      }
      requireSimulatorResult(ctx, input, simulatorResult);
      warnOf(ctx, readiness);
    },
  });
}

type Context = Pick<
  ActionContext<JsonObject>,
  'getInitiatorCredentials' | 'isDryRun' | 'logger'
>;

interface CheckResult {
  region: string;
  readiness: Readiness;
  /** Absent for a spec without a role: there is nothing to simulate. */
  simulatorResult?: SimulatorResult;
}

function checkSubject(
  deps: Deps,
  ctx: Context,
  { subject, region }: CheckInput,
): Promise<CheckResult | undefined> {
  return 'spec' in subject
    ? readSpecReadiness(deps, ctx, subject.spec, region)
    : readRoleReadiness(deps, ctx, subject, region);
}

async function readSpecReadiness(
  { accounts, guard }: Deps,
  ctx: Context,
  wanted: { accountId?: string },
  requestedRegion: string | undefined,
): Promise<CheckResult> {
  const account = await accounts.get(wanted.accountId);
  const spec = resolveRoleSpec(wanted, account.settings);
  await guard.require(ctx, 'role', spec);
  const place = placeOf(accounts, account, requestedRegion);
  const { readiness } = await predictSpecReadiness(spec, place);
  return { region: place.region, readiness };
}

/** In a dry run, a role that a previous step would create does not exist. */
async function readRoleReadiness(
  deps: Deps,
  ctx: Context,
  subject: RoleSubject,
  requestedRegion: string | undefined,
): Promise<CheckResult | undefined> {
  const { accounts } = deps;
  const { roleArn } = subject;
  const { accountId = '', roleName = '' } = roleOfArn(roleArn) ?? {};
  const account = await accounts.get(accountId);
  const place = placeOf(accounts, account, requestedRegion);
  const snapshot = await readRole({ ...place, roleName });
  await requireShown(deps, ctx, subject, { accountId, roleName }, snapshot);
  // A role of this name at another path is a different role.
  if (roleExists(snapshot) && snapshot.role.arn === roleArn) {
    const { readiness, simulatorResult } = await predictRoleReadiness(
      snapshot,
      place,
    );
    return { region: place.region, readiness, simulatorResult };
  }
  if (ctx.isDryRun) {
    ctx.logger.info(`Would check ${roleArn}, which does not exist yet`);
    return undefined;
  }
  throw new NotFoundError(`The role ${roleArn} does not exist.`);
}

type RoleSubject = Extract<CheckInput['subject'], { roleArn: string }>;

const NOT_SHOWN: Record<
  Exclude<RoleDisclosure, 'whole'>,
  (roleArn: string, entityRef?: string) => string
> = {
  claim: (roleArn, entityRef) =>
    `Only an annotation names ${roleArn} as a role of ${entityRef}. It can be confirmed on the card of ${entityRef}.`,
  hidden: (roleArn, entityRef) =>
    entityRef === undefined
      ? `The person who started this task is not allowed to read ${roleArn} as a role of the service in its tags. If an annotation of a service names the role, set entityRef to that service.`
      : `The person who started this task is not allowed to read ${roleArn} as a role of ${entityRef}.`,
};

/**
 * Throws a `NotAllowedError` if the portal does not show the complete role to
 * the user who started the task. Without the portal's backend there are no
 * confirmations, and only the service in the role's tags counts.
 */
async function requireShown(
  { guard, sessionManager }: Deps,
  ctx: Context,
  { roleArn, entityRef }: RoleSubject,
  names: { accountId: string; roleName: string },
  observed: CompleteRoleSnapshot,
): Promise<void> {
  if (observed.role?.arn !== roleArn) {
    // A role that does not exist reveals nothing.
    return;
  }
  let shown: RoleDisclosure;
  try {
    shown = await sessionManager.getRoleVisibility(
      { roleArn, entityRef },
      { credentials: await ctx.getInitiatorCredentials() },
    );
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      await guard.requireObserved(ctx, names, observed);
      return;
    }
    throw error;
  }
  if (shown !== 'whole') {
    throw new NotAllowedError(
      `${NOT_SHOWN[shown](roleArn, entityRef)} Nothing was checked.`,
    );
  }
}

async function readRole(
  options: Parameters<typeof readRoleSnapshot>[0],
): ReturnType<typeof readRoleSnapshot> {
  try {
    return await readRoleSnapshot(options);
  } catch (error) {
    throw toAwsError(error);
  }
}

function placeOf(
  accounts: AwsAccounts,
  account: AwsAccount,
  requestedRegion: string | undefined,
) {
  const { [0]: usual } = account.regions;
  const region = requestedRegion ?? usual;
  requireRegion(region, account.regions, InputError);
  return {
    accounts,
    account,
    region,
    cache: createTaskCache(),
  };
}

const NO_LOG =
  'requireLogs: the session preferences name neither a bucket (s3BucketName) nor a log group (cloudWatchLogGroupName).';

/** The reasons for which the step fails; `undefined` if it succeeds. */
function reasonsAgainst(
  { purpose, starts, logged, problems }: Readiness,
  { requireLogs, onUnknown }: CheckInput,
): string[] | undefined {
  const verdicts = [starts, ...(requireLogs ? Object.values(logged) : [])];
  const isUnlogged = requireLogs && !Object.values(logged).some(Boolean);
  const ofSeverity = (severity: Problem['severity']) =>
    problems
      .filter(
        problem =>
          problem.severity === severity &&
          (requireLogs || problem.stage !== 'log'),
      )
      .map(problemText);
  // If no session starts, its logs are not reported.
  if (isUnlogged && starts !== 'no') {
    return [NO_LOG, ...ofSeverity('error')];
  }
  if (verdicts.includes('no')) {
    return ofSeverity(purpose ? 'info' : 'error');
  }
  return onUnknown === 'fail' && verdicts.includes('unknown')
    ? ofSeverity('unknown')
    : undefined;
}

function failure(
  region: string,
  readiness: Readiness,
  against: readonly string[],
): string {
  return [`${region}: ${headline(readiness).text}`, ...against].join('\n');
}

/**
 * Warns or fails without a simulator result, because service control policies
 * are then unknown.
 */
function requireSimulatorResult(
  { logger }: Context,
  { onUnknown }: CheckInput,
  simulatorResult: SimulatorResult | undefined,
): void {
  if (simulatorResult?.status !== 'none') {
    return;
  }
  const message = `The IAM policy simulator did not answer, so service control policies are not known. ${simulatorResult.fault.hint}`;
  if (onUnknown === 'fail') {
    throw new NotReadyError(message);
  }
  logger.warn(message);
}

function warnOf({ logger }: Context, { problems }: Readiness): void {
  problems
    .filter(({ severity }) => severity !== 'info')
    .forEach(problem => logger.warn(problemText(problem)));
}
