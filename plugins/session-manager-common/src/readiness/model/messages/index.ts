import { ProblemCode } from '../Readiness';
import { AgentMessage } from './AgentMessage';
import { AgentMessageId } from './AgentMessageId';
import { CLIENT_MESSAGES } from './client';
import { LOG_MESSAGES } from './log';
import { ONLINE_MESSAGES } from './online';
import { SETUP_MESSAGES } from './setup';
import { START_MESSAGES } from './start';

/**
 * The known messages, in the order in which they occur. From
 * aws/amazon-ssm-agent at 1c217c8, aws/session-manager-plugin at 61cf128 and
 * the AWS CLI.
 *
 * @public
 */
export const AGENT_MESSAGES: ReadonlyArray<
  AgentMessage & { id: AgentMessageId }
> = [
  ...CLIENT_MESSAGES,
  ...ONLINE_MESSAGES,
  ...START_MESSAGES,
  ...LOG_MESSAGES,
  ...SETUP_MESSAGES,
];

/**
 * What each message means, and what to do, in English.
 *
 * @public
 */
export const AGENT_MESSAGE_TEXTS = Object.fromEntries(
  AGENT_MESSAGES.map(({ id, meaning, remedy }) => [id, { meaning, remedy }]),
) as Readonly<
  Record<AgentMessageId, Readonly<Record<'meaning' | 'remedy', string>>>
>;

const TEXT_OF_CODE = new Map(
  AGENT_MESSAGES.flatMap(({ problemCodes, texts: [text] }) =>
    problemCodes.map((code): [ProblemCode, string] => [code, text]),
  ),
);

/**
 * The agent's message for a problem; `*` stands for variable parts. `undefined`
 * if the agent has no message for it.
 */
export function agentMessageOf(code: ProblemCode): string | undefined {
  return TEXT_OF_CODE.get(code);
}
