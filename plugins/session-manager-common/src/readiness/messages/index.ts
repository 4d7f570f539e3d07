import { ProblemCode } from '../Readiness';
import { AgentMessage } from './AgentMessage';
import { CLIENT_MESSAGES } from './client';
import { LOG_MESSAGES } from './log';
import { ONLINE_MESSAGES } from './online';
import { SETUP_MESSAGES } from './setup';
import { START_MESSAGES } from './start';

/**
 * What people see or find, in the order in which it is met. From
 * aws/amazon-ssm-agent at 1c217c8, aws/session-manager-plugin at 61cf128 and
 * the AWS CLI.
 *
 * @public
 */
export const AGENT_MESSAGES: readonly AgentMessage[] = [
  ...CLIENT_MESSAGES,
  ...ONLINE_MESSAGES,
  ...START_MESSAGES,
  ...LOG_MESSAGES,
  ...SETUP_MESSAGES,
];

const TEXT_OF_CODE = new Map(
  AGENT_MESSAGES.flatMap(({ tells, texts: [text] }) =>
    tells.map((code): [ProblemCode, string] => [code, text]),
  ),
);

/** What the agent says of a problem; `*` stands for what differs. */
export function agentMessageOf(code: ProblemCode): string | undefined {
  return TEXT_OF_CODE.get(code);
}
