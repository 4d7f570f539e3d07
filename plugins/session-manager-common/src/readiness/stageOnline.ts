import { Ternary } from '../access/ternary';
import { AgentCallId } from './agentCalls';
import { refused } from './problem';
import type { Session } from './session';
import { inTurn, isAllowed, StageResult } from './stage';

/** Whether the node gets connected: what the agent does before any session. */
export function stageOnline(
  session: Session,
): StageResult & { registers: Ternary } {
  const outcome = session.ask('register');
  // Only on EC2 do the agent's workers wait for it
  // (core/app/credentialrefresher/credentialrefresher.go).
  const isGate = session.target === 'ec2';
  const register = {
    happens: isGate ? isAllowed(outcome) : true,
    problems: refused(session, 'register', outcome, { harmless: !isGate }),
  };
  return {
    registers: isAllowed(outcome),
    ...inTurn([
      register,
      step(session, 'createControlChannel'),
      step(session, 'openControlChannel'),
    ]),
  };
}

/** A call without which it does not go on. */
export function step(session: Session, id: AgentCallId): StageResult {
  const outcome = session.ask(id);
  return {
    happens: isAllowed(outcome),
    problems: refused(session, id, outcome),
  };
}
