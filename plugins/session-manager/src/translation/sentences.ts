import {
  AgentMessage,
  AgentMessageId,
  Cause,
  Headline,
  PlanWarning,
  Problem,
  RefusedElsewhere,
} from 'backstage-plugin-session-manager-common';
import { joinSentences } from './joinSentences';
import { portalText } from './portalText';
import type { sessionManagerTranslationRef } from './ref';
import { Translate } from './Translate';

/** The summary sentences of a readiness. */
export function headlineText(
  { sentences }: Pick<Headline, 'sentences'>,
  t: Translate,
): string {
  return joinSentences(
    sentences.map(({ id, values, cause }) =>
      translateSentence(t, `readiness.headline.${id}`, {
        ...values,
        ...(cause && { cause: causeText(cause, t) }),
      }),
    ),
  );
}

/** The cause of a failure, as a part of a sentence. */
export function causeText({ id, values }: Cause, t: Translate): string {
  const { reason, ...others } = values;
  return translateSentence(t, `readiness.cause.${id}`, {
    ...others,
    ...(reason !== undefined && { reason: phraseText(reason, t) }),
  });
}

/** What a message of the agent or the client means, or what to do about it. */
export function agentMessageText(
  { id }: AgentMessage,
  what: 'meaning' | 'remedy',
  t: Translate,
): string {
  return translateSentence(
    t,
    `agentMessage.${id as AgentMessageId}.${what}`,
    {},
  );
}

/** What can deny a call that the role allows. */
export function refusedElsewhereText(
  { id, values }: RefusedElsewhere,
  t: Translate,
): string {
  return translateSentence(t, `readiness.explain.elsewhere.${id}`, values);
}

/** How to fix a problem that a change of the role alone cannot fix. */
export function adviceText(
  {
    sentences,
  }: Pick<Extract<Problem['repair'], { kind: 'advice' }>, 'sentences'>,
  t: Translate,
): string {
  return joinSentences(
    sentences.map(({ id, values }) =>
      translateSentence(t, `readiness.advice.${id}`, values),
    ),
  );
}

/** A warning about a plan before it is applied. */
export function planWarningText(
  { code, values }: PlanWarning,
  t: Translate,
): string {
  return translateSentence(t, `requests.review.warning.${code}`, values);
}

type Key = keyof (typeof sessionManagerTranslationRef)['T'];

/**
 * The translation function is typed for the placeholders of each single key.
 * Here, the values come with the sentence.
 */
function translateSentence(
  t: Translate,
  key: Key,
  values: Readonly<Record<string, string>>,
): string {
  const translate = t as unknown as (
    of: Key,
    options: Readonly<Record<string, string>>,
  ) => string;
  return translate(
    key,
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        portalText(value, t),
      ]),
    ),
  );
}

/** A sentence of the portal that became a part of another one. */
function phraseText(phrase: string, t: Translate): string {
  const sentence = `${phrase[0].toUpperCase()}${phrase.slice(1)}`;
  const [text] = [`${sentence}.`, sentence]
    .map(each => ({ each, text: portalText(each, t) }))
    .filter(({ each, text: inLanguage }) => inLanguage !== each);
  return text ? text.text.replace(/。$/, '') : phrase;
}
