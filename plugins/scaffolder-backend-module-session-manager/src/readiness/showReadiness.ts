import { LoggerService } from '@backstage/backend-plugin-api';
import {
  headline,
  Problem,
  Readiness,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

const OBSERVED_AS = {
  online: 'In the agent’s log',
  start: 'Users see',
  log: 'In the agent’s log',
};

/** Readiness in an output. */
export const readinessSchema = z.object({
  region: z.string().describe('The AWS region of the prediction.'),
  state: z
    .enum(['ready', 'logs-lost', 'sessions-fail', 'unknown', 'not-a-node-role'])
    .describe(
      'not-a-node-role: the role is for something else, such as ECS tasks, and therefore neither ready nor failing.',
    ),
  sentence: z.string().describe('Summary in one or two sentences.'),
  online: z.enum(['yes', 'no', 'unknown']),
  starts: z.enum(['yes', 'no', 'unknown']),
  logged: z.object({
    s3: z.enum(['yes', 'no', 'unknown']).nullable(),
    cloudWatchLogs: z.enum(['yes', 'no', 'unknown']).nullable(),
  }),
  problems: z
    .array(z.record(z.unknown()))
    .describe(
      'Problems in the order in which the agent meets them: code, stage, severity, action, resource, agentMessage and repair.',
    ),
});

/** Where readiness is reported. */
export interface ReadinessOutput {
  logger: Pick<LoggerService, 'info' | 'warn'>;
  output(name: 'readiness', value: ShownReadiness): void;
}

/** Readiness as the actions output it. */
export type ShownReadiness = z.output<typeof readinessSchema>;

/** Sets the output only. */
export function outputReadiness(
  ctx: Pick<ReadinessOutput, 'output'>,
  region: string,
  readiness: Readiness,
): void {
  ctx.output('readiness', readinessOutput(region, readiness));
}

/**
 * Reports readiness as an output, which templates show in the task's result,
 * and in the log, as a warning unless sessions start and are logged.
 */
export function showReadiness(
  ctx: ReadinessOutput,
  region: string,
  readiness: Readiness,
): void {
  const shown = readinessOutput(region, readiness);
  ctx.output('readiness', shown);
  logReadiness(ctx, shown);
}

/** Logs the summary, as a warning unless sessions start and are logged. */
export function logReadiness(
  { logger }: Pick<ReadinessOutput, 'logger'>,
  { region, state, sentence }: ShownReadiness,
): void {
  const line = `${region}: ${sentence}`;
  if (state === 'ready') {
    logger.info(line);
  } else {
    logger.warn(line);
  }
}

/** Converts readiness to an output, as JSON, which has no undefined. */
export function readinessOutput(
  region: string,
  readiness: Readiness,
): ShownReadiness {
  const { state, text } = headline(readiness);
  const { online, starts, logged, problems } = readiness;
  return JSON.parse(
    JSON.stringify({
      region,
      state,
      sentence: text,
      online,
      starts,
      logged,
      problems,
    }),
  );
}

/** Describes a problem: the symptom, the cause and the fix. */
export function problemText(problem: Problem): string {
  const { stage, severity, action, resource, agentMessage, repair } = problem;
  const about = [action, resource].filter(Boolean).join(' on ');
  return [
    agentMessage ? `${OBSERVED_AS[stage]}: ${agentMessage}` : '',
    about && `${severity === 'unknown' ? 'Not known' : 'Refused'}: ${about}`,
    `How to fix it: ${repairText(repair)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function repairText(repair: Problem['repair']): string {
  if (repair.kind === 'allow') {
    return JSON.stringify(repair.statement);
  }
  const { text, trustStatement } = repair;
  return trustStatement ? `${text} ${JSON.stringify(trustStatement)}` : text;
}
