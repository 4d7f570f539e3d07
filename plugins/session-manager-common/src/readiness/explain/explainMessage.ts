import { PolicyStatement } from '../../policy/PolicyDocument';
import { AGENT_CALLS, AgentCall } from '../agentCalls';
import { Cause, causeOf, CAUSES } from '../causes';
import { AGENT_MESSAGES } from '../messages';
import { AgentMessage } from '../messages/AgentMessage';
import { preferencesOf, SessionPreferences } from '../preferences';
import { Problem, ProblemCode, Readiness } from '../Readiness';
import { fill } from '../sentence';
import { essence } from './essence';
import { Match, matchMessage } from './matchMessage';
import { RefusedElsewhere, refusedElsewhere } from './elsewhere';
import { AwsRefusal, readRefusal } from './refusal';
import {
  destinationOf,
  SessionDestination,
  userStatements,
} from './userStatements';

/**
 * What a message means.
 *
 * @public
 */
export interface MessageExplanation {
  /** What it may be, the likeliest first; empty where nobody here knows it. */
  candidates: MessageCandidate[];
  /** AWS's own refusal in it. */
  refusal?: AwsRefusal;
  /** The agent's calls that are refused so; none for a user's own call. */
  refusedCalls: AgentCall[];
  /**
   * What refuses a call of the node that the role allows; absent where there
   * is no prediction to look in.
   */
  elsewhere?: RefusedElsewhere[];
  /**
   * What the policy of the person who was refused needs; absent where it was
   * not a person's own call.
   */
  userStatements?: PolicyStatement[];
}

/**
 * What is known of the role that a message is explained for.
 *
 * @public
 */
export interface ExplainedFor {
  readiness?: Pick<Readiness, 'problems'>;
  preferences?: SessionPreferences;
  roleName?: string;
  /** Where sessions on the role's nodes go. */
  destination?: SessionDestination;
}

/** @public */
export interface MessageCandidate {
  message: AgentMessage;
  /** Whether all of it was in the text; else a part. */
  sure: boolean;
  /** The calls whose refusal leads to it. */
  calls: AgentCall[];
  /**
   * The problems of this role that lead to it; absent where there is no
   * prediction to look in.
   */
  problems?: Problem[];
  /** Why, for this role, in short. */
  causes?: Array<Cause & { text: string }>;
  /**
   * Whether it fits the prediction: `expected` has a problem that leads to it,
   * `possible` one that may, `unexpected` none; `beside` is not about the role.
   */
  fits?: 'expected' | 'possible' | 'unexpected' | 'beside';
  /** The preferences that it has to do with, as they are. */
  preferences: Partial<Record<keyof SessionPreferences, string>>;
}

/** A log file is more than a message; its end is the latest. */
const LONGEST = 20_000;

/**
 * Tells what the terminal or the agent's log says. Of several messages in the
 * text, the one that says the most is first; with a prediction, those that it
 * expects.
 *
 * @public
 */
export function explainMessage(
  text: string,
  known: ExplainedFor = {},
): MessageExplanation {
  const said = text.slice(-LONGEST);
  // A letter may be many in its plain form, such as a ligature's.
  const found = find(essence(said).slice(-LONGEST)).map(
    ({ message, match }) => ({
      match,
      candidate: candidateOf(message, match, known),
    }),
  );
  const refusal = readRefusal(said);
  return {
    candidates: found
      .sort((a, b) => weight(b) - weight(a))
      .map(({ candidate }) => candidate),
    ...explainRefusal(refusal, known),
  };
}

type RefusalExplained = Omit<MessageExplanation, 'candidates'>;

function explainRefusal(
  refusal: AwsRefusal | undefined,
  known: ExplainedFor,
): RefusalExplained {
  if (!refusal) {
    return { refusedCalls: [] };
  }
  return refusal.caller?.kind === 'user'
    ? { refusal, refusedCalls: [], ...ofUser(refusal, known) }
    : ofNode(refusal, known);
}

function ofNode(
  refusal: AwsRefusal,
  { readiness, roleName }: ExplainedFor,
): RefusalExplained {
  const refusedCalls = callsOf(({ action }) => same(action, refusal.action));
  return {
    refusal,
    refusedCalls,
    ...(readiness
      ? {
          elsewhere: refusedElsewhere(refusal, refusedCalls, {
            roleName,
            problems: readiness.problems,
          }),
        }
      : {}),
  };
}

function ofUser(
  { action, resource }: AwsRefusal,
  { destination }: ExplainedFor,
): Pick<MessageExplanation, 'userStatements'> {
  const where = destination ?? destinationOf(resource);
  const statements = where ? userStatements(action, where) : [];
  return statements.length > 0 ? { userStatements: statements } : {};
}

interface Found {
  message: AgentMessage;
  match: Match;
}

function find(said: string): Found[] {
  const all = AGENT_MESSAGES.flatMap(message => {
    const match = matchMessage(message, said);
    return match ? [{ message, match }] : [];
  });
  // Next to whole messages, parts of others are what those have in common.
  const whole = all.filter(({ match }) => match.whole);
  return withoutGeneral(whole.length > 0 ? whole : closest(all));
}

/** Much less of a message than of the best is what messages share. */
function closest(found: Found[]): Found[] {
  const most = Math.max(...found.map(({ match }) => match.length));
  return found.filter(({ match }) => match.length >= 0.8 * most);
}

/** Leaves out what only repeats, in fewer words, what another says. */
function withoutGeneral(found: Found[]): Found[] {
  return found.filter(
    one =>
      !found.some(
        other =>
          other.match.length > one.match.length &&
          other.match.fixed.includes(one.match.fixed),
      ),
  );
}

function candidateOf(
  message: AgentMessage,
  { whole }: Match,
  { readiness, preferences }: ExplainedFor,
): MessageCandidate {
  const codes = [...message.tells, ...(message.comesWith ?? [])];
  const problems = readiness?.problems.filter(({ code }) =>
    codes.includes(code),
  );
  return {
    message,
    sure: whole,
    calls: callsOf(({ code }) => codes.includes(code)),
    ...(problems
      ? {
          problems,
          causes: problems.map(causeOf).map(cause => ({
            ...cause,
            text: fill(CAUSES[cause.id], cause.values),
          })),
          fits: fitOf(codes, problems),
        }
      : {}),
    preferences: preferences ? valuesOf(message, preferences) : {},
  };
}

function fitOf(
  codes: readonly ProblemCode[],
  problems: readonly Problem[],
): MessageCandidate['fits'] {
  if (codes.length === 0) {
    return 'beside';
  }
  if (problems.length === 0) {
    return 'unexpected';
  }
  return problems.every(({ severity }) => severity === 'unknown')
    ? 'possible'
    : 'expected';
}

function valuesOf(
  message: AgentMessage,
  preferences: SessionPreferences,
): MessageCandidate['preferences'] {
  const told = preferencesOf(preferences, 'Standard_Stream');
  return Object.fromEntries(
    Object.entries(told)
      .filter(([name]) => message.preferences.includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
}

function callsOf(is: (call: AgentCall) => boolean): AgentCall[] {
  return Object.values(AGENT_CALLS).filter(is);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whole before part, expected before unexpected, more before less. */
function weight({
  match,
  candidate,
}: {
  match: Match;
  candidate: MessageCandidate;
}): number {
  const expected = { expected: 3, possible: 2, beside: 1, unexpected: 0 };
  return (
    (match.whole ? 1e6 : 0) +
    (candidate.fits ? expected[candidate.fits] * 1e4 : 0) +
    match.length
  );
}
