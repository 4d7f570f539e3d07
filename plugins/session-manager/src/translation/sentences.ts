import {
  Cause,
  Headline,
  PlanWarning,
  Problem,
  RefusedElsewhere,
} from 'backstage-plugin-session-manager-common';
import { Translate } from './Translate';

/** The sentences that a tired person understands. */
export function headlineText(
  { sentences }: Pick<Headline, 'sentences'>,
  t: Translate,
): string {
  return sentences
    .map(({ id, values, cause }) =>
      translateSentence(t, `readiness.headline.${id}`, {
        ...values,
        ...(cause && { cause: causeText(cause, t) }),
      }),
    )
    .join(' ');
}

/** Why something fails, as a part of a sentence. */
export function causeText({ id, values }: Cause, t: Translate): string {
  return translateSentence(t, `readiness.cause.${id}`, values);
}

/** What refuses a call that the role allows. */
export function refusedElsewhereText(
  { id, values }: RefusedElsewhere,
  t: Translate,
): string {
  return translateSentence(t, `readiness.explain.elsewhere.${id}`, values);
}

/** What mends a problem that is not the role's alone to mend. */
export function adviceText(
  {
    sentences,
  }: Pick<Extract<Problem['repair'], { kind: 'advice' }>, 'sentences'>,
  t: Translate,
): string {
  return sentences
    .map(({ id, values }) =>
      translateSentence(t, `readiness.advice.${id}`, values),
    )
    .join(' ');
}

/** What somebody should know before a plan is carried out. */
export function planWarningText(
  { code, values }: PlanWarning,
  t: Translate,
): string {
  return translateSentence(t, `requests.review.warning.${code}`, values);
}

type Key = Parameters<Translate>[0];

/**
 * Each sentence has places of its own, which a translation function asks for
 * one by one; here they come with the sentence.
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
  return translate(key, values);
}
