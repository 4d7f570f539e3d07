import {
  CustomErrorBase,
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
  RoleShown,
  SecondOpinion,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  readRoleSnapshot,
  SessionManagerService,
  createTaskCache,
  tellReadiness,
  tellSpec,
  toAwsError,
} from 'backstage-plugin-session-manager-node';
import { ActionGuard, ActionGuards } from '../gate/ActionGuard';
import { requireRegion } from '../gate/requireRegion';
import { showReadiness, problemText } from '../readiness';
import { examples } from './examples';
import { CheckInput, inputSchema, outputSchema, parseInput } from './schema';

/** A session would not start, or not be logged. */
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
 * The action `session-manager:readiness:check`: fails where no session would
 * start on a role, with what the agent would say. It only reads AWS, in a dry
 * run as well.
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
      const told = await tell(deps, ctx, input);
      if (!told) {
        return;
      }
      const { region, readiness, secondOpinion } = told;
      showReadiness(ctx, region, readiness);
      const against = reasonsAgainst(readiness, input);
      if (against) {
        throw new NotReadyError(failure(region, readiness, against));
      }
      heed(ctx, input, secondOpinion);
      warnOf(ctx, readiness);
    },
  });
}

type Context = Pick<
  ActionContext<JsonObject>,
  'getInitiatorCredentials' | 'isDryRun' | 'logger'
>;

interface Told {
  region: string;
  readiness: Readiness;
  /** Absent of a role that is only a spec: there is nothing to simulate. */
  secondOpinion?: SecondOpinion;
}

function tell(
  deps: Deps,
  ctx: Context,
  { subject, region }: CheckInput,
): Promise<Told | undefined> {
  return 'spec' in subject
    ? readSpecReadiness(deps, ctx, subject.spec, region)
    : readRoleReadiness(deps, ctx, subject, region);
}

async function readSpecReadiness(
  { accounts, guard }: Deps,
  ctx: Context,
  wanted: { accountId?: string },
  asked: string | undefined,
): Promise<Told> {
  const account = await accounts.get(wanted.accountId);
  const spec = resolveRoleSpec(wanted, account.settings);
  await guard.require(ctx, 'role', spec);
  const place = placeOf(accounts, account, asked);
  const { readiness } = await tellSpec(spec, place);
  return { region: place.region, readiness };
}

/** In a dry run a role that a step before would make is not there. */
async function readRoleReadiness(
  deps: Deps,
  ctx: Context,
  subject: RoleSubject,
  asked: string | undefined,
): Promise<Told | undefined> {
  const { accounts } = deps;
  const { roleArn } = subject;
  const { accountId = '', roleName = '' } = roleOfArn(roleArn) ?? {};
  const account = await accounts.get(accountId);
  const place = placeOf(accounts, account, asked);
  const snapshot = await readRole({ ...place, roleName });
  await requireShown(deps, ctx, subject, { accountId, roleName }, snapshot);
  // A role of this name at another path is another role.
  if (roleExists(snapshot) && snapshot.role.arn === roleArn) {
    const { readiness, secondOpinion } = await tellReadiness(snapshot, place);
    return { region: place.region, readiness, secondOpinion };
  }
  if (ctx.isDryRun) {
    ctx.logger.info(`Would check ${roleArn}, which does not exist yet`);
    return undefined;
  }
  throw new NotFoundError(`The role ${roleArn} does not exist.`);
}

type RoleSubject = Extract<CheckInput['subject'], { roleArn: string }>;

const NOT_SHOWN: Record<
  Exclude<RoleShown, 'whole'>,
  (roleArn: string, entityRef?: string) => string
> = {
  claim: (roleArn, entityRef) =>
    `Only an annotation names ${roleArn} as a role of ${entityRef}. It can be confirmed on the card of ${entityRef}.`,
  hidden: (roleArn, entityRef) =>
    entityRef === undefined
      ? `The person who started this task may not read ${roleArn} as a role of the service in its tags. If an annotation of a service names the role, set entityRef to that service.`
      : `The person who started this task may not read ${roleArn} as a role of ${entityRef}.`,
};

/**
 * Throws a `NotAllowedError` where the portal does not show whoever started the
 * task the whole role. Without the portal's backend there are no confirmations,
 * and the service in the role's tags alone decides.
 */
async function requireShown(
  { guard, sessionManager }: Deps,
  ctx: Context,
  { roleArn, entityRef }: RoleSubject,
  names: { accountId: string; roleName: string },
  observed: CompleteRoleSnapshot,
): Promise<void> {
  if (observed.role?.arn !== roleArn) {
    // What is not there is not read.
    return;
  }
  let shown: RoleShown;
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
  asked: string | undefined,
) {
  const { [0]: usual } = account.regions;
  const region = asked ?? usual;
  requireRegion(account, region);
  return {
    accounts,
    account,
    region,
    cache: createTaskCache(),
  };
}

const NO_LOG =
  'requireLogs: the session preferences name neither a bucket (s3BucketName) nor a log group (cloudWatchLogGroupName).';

/** What the step fails for; `undefined` where it does not. */
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
  // Of a session that does not start, nothing is told of its logs.
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

/** Without it, service control policies are not known. */
function heed(
  { logger }: Context,
  { onUnknown }: CheckInput,
  opinion: SecondOpinion | undefined,
): void {
  if (opinion?.status !== 'none') {
    return;
  }
  const words = `The IAM policy simulator did not answer, so service control policies are not known. ${opinion.fault.hint}`;
  if (onUnknown === 'fail') {
    throw new NotReadyError(words);
  }
  logger.warn(words);
}

function warnOf({ logger }: Context, { problems }: Readiness): void {
  problems
    .filter(({ severity }) => severity !== 'info')
    .forEach(problem => logger.warn(problemText(problem)));
}
