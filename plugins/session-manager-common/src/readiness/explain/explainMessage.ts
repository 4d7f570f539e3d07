import { PolicyStatement } from '../../policy/PolicyDocument';
import { AGENT_CALLS, AgentCall } from '../model/agentCalls';
import { Cause, causeOf, CAUSES } from './causes';
import { AGENT_MESSAGES } from '../model/messages';
import { AgentMessage } from '../model/messages/AgentMessage';
import { preferencesOf, SessionPreferences } from '../model/preferences';
import { Problem, ProblemCode, Readiness } from '../model/Readiness';
import { fill } from '../model/sentence';
import { normalizeText } from './normalizeText';
import { Match, matchMessage } from './matchMessage';
import { RefusedElsewhere, refusedElsewhere } from './elsewhere';
import { AwsRefusal, readRefusal } from './refusal';
import {
  destinationOf,
  SessionDestination,
  userStatements,
} from './userStatements';

/**
 * The explanation of a message.
 *
 * @public
 */
export interface MessageExplanation {
  /** The possible messages, most likely first; empty if none is recognized. */
  candidates: MessageCandidate[];
  /** The AWS access denied error in the text, if there is one. */
  refusal?: AwsRefusal;
  /**
   * The agent's calls that this error denies; empty if a user's call is denied.
   */
  refusedCalls: AgentCall[];
  /**
   * What may deny a call of the node that the role is allowed to make. Absent
   * without a prediction or an access denied error.
   */
  elsewhere?: RefusedElsewhere[];
  /**
   * The statements that the policy of the denied person needs. Absent if the
   * call was not made by a person.
   */
  userStatements?: PolicyStatement[];
}

/**
 * The role for which a message is explained.
 *
 * @public
 */
export interface ExplainedFor {
  readiness?: Pick<Readiness, 'problems'>;
  preferences?: SessionPreferences;
  roleName?: string;
  /** The destination of sessions on the role's nodes. */
  destination?: SessionDestination;
}

/** @public */
export interface MessageCandidate {
  message: AgentMessage;
  /** Whether the text contains the complete message, not only a part of it. */
  sure: boolean;
  /** The calls whose denial causes the message. */
  calls: AgentCall[];
  /**
   * The problems of the role that cause the message. Absent without a
   * prediction.
   */
  problems?: Problem[];
  /** The causes for this role, as short phrases. */
  causes?: Array<Cause & { text: string }>;
  /**
   * Whether the message matches the prediction: `expected` if a problem causes
   * it, `possible` if a problem may cause it, `unexpected` if no problem does,
   * `unrelated` if the message does not depend on the role.
   */
  fits?: 'expected' | 'possible' | 'unexpected' | 'unrelated';
  /** The preferences involved, with their values as text. */
  preferences: Partial<Record<keyof SessionPreferences, string>>;
}

/**
 * The maximum number of characters that are searched. Only the end of a longer
 * text, such as a log file, is.
 */
const LONGEST = 20_000;

/**
 * Explains a message from the terminal or the agent's log. Candidates are
 * sorted by the length of the match; with a prediction, expected messages come
 * first.
 *
 * @public
 */
export function explainMessage(
  text: string,
  known: ExplainedFor = {},
): MessageExplanation {
  const searched = text.slice(-LONGEST);
  // Normalization can expand a character, such as a ligature, to several.
  const found = find(normalizeText(searched).slice(-LONGEST)).map(
    ({ message, match }) => ({
      match,
      candidate: candidateOf(message, match, known),
    }),
  );
  const refusal = readRefusal(searched);
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

function find(searched: string): Found[] {
  const all = AGENT_MESSAGES.flatMap(message => {
    const match = matchMessage(message, searched);
    return match ? [{ message, match }] : [];
  });
  // If complete messages match, partial matches are only what they have in
  // common.
  const complete = all.filter(({ match }) => match.whole);
  return withoutGeneral(complete.length > 0 ? complete : closest(all));
}

/**
 * Discards matches that are much shorter than the best one: they are only
 * phrases common to several messages.
 */
function closest(found: Found[]): Found[] {
  const most = Math.max(...found.map(({ match }) => match.length));
  return found.filter(({ match }) => match.length >= 0.8 * most);
}

/** Discards matches that are contained in another one. */
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
  { whole: complete }: Match,
  { readiness, preferences }: ExplainedFor,
): MessageCandidate {
  const codes = [...message.problemCodes, ...(message.relatedCodes ?? [])];
  const problems = readiness?.problems.filter(({ code }) =>
    codes.includes(code),
  );
  return {
    message,
    sure: complete,
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
    return 'unrelated';
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
  const shellPreferences = preferencesOf(preferences, 'Standard_Stream');
  return Object.fromEntries(
    Object.entries(shellPreferences)
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

/**
 * Sorts complete before partial matches, expected before unexpected ones, and
 * longer before shorter ones.
 */
function weight({
  match,
  candidate,
}: {
  match: Match;
  candidate: MessageCandidate;
}): number {
  const expected = { expected: 3, possible: 2, unrelated: 1, unexpected: 0 };
  return (
    (match.whole ? 1e6 : 0) +
    (candidate.fits ? expected[candidate.fits] * 1e4 : 0) +
    match.length
  );
}
