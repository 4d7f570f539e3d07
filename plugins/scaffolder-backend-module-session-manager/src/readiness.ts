import { LoggerService } from '@backstage/backend-plugin-api';
import {
  headline,
  Problem,
  Readiness,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

const SEEN = {
  online: 'In the agent’s log',
  start: 'Users see',
  log: 'In the agent’s log',
};

/** A readiness in an output. */
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

/** What a readiness is told to. */
export interface ReadinessOutput {
  logger: Pick<LoggerService, 'info' | 'warn'>;
  output(name: 'readiness', value: z.output<typeof readinessSchema>): void;
}

/** The same as an output alone. */
export function outputReadiness(
  ctx: Pick<ReadinessOutput, 'output'>,
  region: string,
  readiness: Readiness,
): void {
  ctx.output('readiness', readinessOutput(region, readiness));
}

/**
 * Says what sessions will do, where people look: as an output, which templates
 * show in the task's result, and in the log, as a warning unless all is well.
 */
export function showReadiness(
  ctx: ReadinessOutput,
  region: string,
  readiness: Readiness,
): void {
  const { state, text } = headline(readiness);
  outputReadiness(ctx, region, readiness);
  const sentence = `${region}: ${text}`;
  if (state === 'ready') {
    ctx.logger.info(sentence);
  } else {
    ctx.logger.warn(sentence);
  }
}

/** The readiness as an output: as JSON, which knows no undefined. */
function readinessOutput(
  region: string,
  readiness: Readiness,
): z.output<typeof readinessSchema> {
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

/** What people see of a problem, why, and what mends it. */
export function problemText(problem: Problem): string {
  const { stage, severity, action, resource, agentMessage, repair } = problem;
  const about = [action, resource].filter(Boolean).join(' on ');
  return [
    agentMessage ? `${SEEN[stage]}: ${agentMessage}` : '',
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
