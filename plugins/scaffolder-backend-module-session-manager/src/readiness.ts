import {
  headline,
  Problem,
  Readiness,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

const SEEN = {
  online: 'The agent’s log says',
  start: 'Whoever starts a session is told',
  log: 'The agent’s log says',
};

/** A readiness in an output. */
export const readinessSchema = z.object({
  region: z.string().describe('The region that it is told for.'),
  state: z
    .enum(['ready', 'logs-lost', 'sessions-fail', 'unknown', 'not-a-node-role'])
    .describe(
      'not-a-node-role: the role is for something else, such as ECS tasks, so that it is neither ready nor failing.',
    ),
  sentence: z.string().describe('What there is to know, in a sentence or two.'),
  online: z.enum(['yes', 'no', 'unknown']),
  starts: z.enum(['yes', 'no', 'unknown']),
  logged: z.object({
    s3: z.enum(['yes', 'no', 'unknown']).nullable(),
    cloudWatchLogs: z.enum(['yes', 'no', 'unknown']).nullable(),
  }),
  problems: z
    .array(z.record(z.unknown()))
    .describe(
      'What stands in the way, in the order in which it is met: code, stage, severity, action, resource, agentMessage and repair.',
    ),
});

/** The readiness as an output: as JSON, which knows no undefined. */
export function readinessOutput(
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
export function tellProblem(problem: Problem): string {
  const { stage, severity, action, resource, agentMessage, repair } = problem;
  const about = [action, resource].filter(Boolean).join(' on ');
  return [
    agentMessage ? `${SEEN[stage]}: ${agentMessage}` : '',
    about && `${severity === 'unknown' ? 'Not known' : 'Refused'}: ${about}`,
    `To mend it: ${mending(repair)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function mending(repair: Problem['repair']): string {
  if (repair.kind === 'allow') {
    return JSON.stringify(repair.statement);
  }
  const { text, trustStatement } = repair;
  return trustStatement ? `${text} ${JSON.stringify(trustStatement)}` : text;
}
