import { all, Ternary } from '../../ternary/ternary';
import { AgentCallId } from '../model/agentCalls';
import { refused } from './problem';
import { askToRegister } from './registration';
import type { Session } from './session';
import { stageCredentials } from './stageCredentials';
import { inTurn, isAllowed, StageResult } from './stage';

/** The result of all steps before any session. */
export interface OnlineResult extends StageResult {
  /** Whether the node registers with the credentials of the role itself. */
  registers: Ternary;
  /** Whether a node can have the role. */
  isCarried: Ternary;
}

/** Whether the node registers and connects. */
export function stageOnline(session: Session): OnlineResult {
  const { trust, profile } = stageCredentials(session);
  const { outcome, repair } = askToRegister(session);
  // On EC2 only, the agent's workers wait for the registration
  // (core/app/credentialrefresher/credentialrefresher.go).
  const isGate = session.target === 'ec2';
  const register = {
    happens: isGate ? isAllowed(outcome) : true,
    problems: refused(session, 'register', outcome, {
      harmless: !isGate,
    }).map(problem => ({ ...problem, ...(repair ? { repair } : {}) })),
  };
  return {
    registers: all([trust.happens, isAllowed(outcome)]),
    isCarried: profile.happens,
    ...inTurn([
      profile,
      trust,
      register,
      step(session, 'createControlChannel'),
      step(session, 'openControlChannel'),
    ]),
  };
}

/** A call that the next steps depend on. */
export function step(session: Session, id: AgentCallId): StageResult {
  const outcome = session.ask(id);
  return {
    happens: isAllowed(outcome),
    problems: refused(session, id, outcome),
  };
}
