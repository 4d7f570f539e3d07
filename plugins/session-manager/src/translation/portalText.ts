import {
  PORTAL_SENTENCES,
  PortalKey,
  portalKey,
  PortalSentence,
} from './portal';
import { joinSentences } from './joinSentences';
import { Translate } from './Translate';

/** A part of a text: in the user's language, or in the words of its author. */
export interface PortalWords {
  text: string;
  isTranslated: boolean;
}

interface Match {
  sentence: PortalSentence;
  values: Readonly<Record<string, string>>;
  /** How many characters of the text the sentence itself has. */
  fixed: number;
}

interface Pattern {
  sentence: PortalSentence;
  /** The fixed texts, before, between and after the placeholders. */
  fixed: readonly string[];
  names: readonly string[];
}

const PATTERNS: readonly Pattern[] = PORTAL_SENTENCES.map(sentence => {
  const parts = sentence.split(/\{\{(\w+)\}\}/);
  return {
    sentence,
    fixed: parts.filter((_, place) => place % 2 === 0),
    names: parts.filter((_, place) => place % 2 === 1),
  };
});

/** A text of the portal in the user's language, as far as it is known. */
export function portalText(text: string, t: Translate): string {
  return joinSentences(portalWords(text, t).map(part => part.text));
}

/** A text of the portal, sentence by sentence. */
export function portalWords(text: string, t: Translate): PortalWords[] {
  if (t('language') === 'en') {
    return [{ text, isTranslated: true }];
  }
  return (
    oneSentence(text, t) ??
    severalSentences(text, t) ??
    words(translated(text, t)) ??
    partlyKnown(text, t)
  );
}

/** Undefined if the values contain the beginning of another sentence. */
function oneSentence(text: string, t: Translate): PortalWords[] | undefined {
  const match = bestMatch(text);
  const values = Object.values(match?.values ?? {});
  return values.some(value => sentenceEnds(value).length > 0)
    ? undefined
    : words(matchText(match ?? phraseIn(text), t));
}

/** Undefined if not every sentence is known. */
function severalSentences(
  text: string,
  t: Translate,
): PortalWords[] | undefined {
  for (const end of sentenceEnds(text)) {
    const first = oneSentence(text.slice(0, end), t);
    const rest = first && text.slice(end + 1);
    const others = rest && (oneSentence(rest, t) ?? severalSentences(rest, t));
    if (first && others) {
      return [...first, ...others];
    }
  }
  return undefined;
}

function partlyKnown(text: string, t: Translate): PortalWords[] {
  for (const end of sentenceEnds(text)) {
    const [first, rest] = [text.slice(0, end), text.slice(end + 1)];
    const begins = oneSentence(first, t);
    if (begins) {
      return [...begins, ...partlyKnown(rest, t)];
    }
    const ends = oneSentence(rest, t) ?? severalSentences(rest, t);
    if (ends) {
      return [...partlyKnown(first, t), ...ends];
    }
  }
  return [{ text, isTranslated: false }];
}

function words(text: string | undefined): PortalWords[] | undefined {
  return text === undefined ? undefined : [{ text, isTranslated: true }];
}

// A text with more is not one of the portal.
const MOST_SENTENCES = 8;

/** The places after which another sentence begins. */
function sentenceEnds(text: string): number[] {
  return [...text.matchAll(/[.:] /g)]
    .map(({ index }) => index + 1)
    .slice(0, MOST_SENTENCES);
}

function translated(text: string, t: Translate): string | undefined {
  return matchText(bestMatch(text) ?? phraseIn(text), t);
}

function matchText(
  match: (Match & { ending?: string }) | undefined,
  t: Translate,
): string | undefined {
  if (!match) {
    return undefined;
  }
  const values = Object.fromEntries(
    Object.entries(match.values).map(([name, value]) => [
      name,
      valueText(value, t),
    ]),
  );
  const translate = t as unknown as (
    key: `portal.${PortalKey}`,
    options: Readonly<Record<string, string>>,
  ) => string;
  const text = translate(`portal.${portalKey(match.sentence)}`, values);
  return `${text}${match.ending ?? ''}`;
}

// A shorter one is a noun, such as `the key {{key}}`.
const SHORTEST_SENTENCE = 15;

/** The phrase that was made a sentence. */
function phraseIn(text: string): (Match & { ending: string }) | undefined {
  const phrase = text.endsWith('.') ? text.slice(0, -1) : '';
  const match = [
    phrase,
    `${phrase.slice(0, 1).toLowerCase()}${phrase.slice(1)}`,
  ]
    .map(bestMatch)
    .find(each => each && each.fixed >= SHORTEST_SENTENCE);
  return match && { ...match, ending: '。' };
}

/** A value can be a phrase itself, or a list of phrases. */
function valueText(value: string, t: Translate): string {
  const whole = translated(value, t);
  return (
    whole ??
    value
      .split(', ')
      .map(each => translated(each, t) ?? each)
      .join(', ')
  );
}

/** The sentence that has most of the text's words. */
function bestMatch(text: string): Match | undefined {
  let best: Match | undefined;
  for (const pattern of PATTERNS) {
    const match = matchOf(pattern, text);
    if (match && (!best || match.fixed > best.fixed)) {
      best = match;
    }
  }
  return best;
}

function matchOf(
  { sentence, fixed, names }: Pattern,
  text: string,
): Match | undefined {
  if (!text.startsWith(fixed[0])) {
    return undefined;
  }
  const values: Record<string, string> = {};
  let from = fixed[0].length;
  for (const [place, name] of names.entries()) {
    const next = fixed[place + 1];
    const isLast = place === names.length - 1;
    const to = isLast
      ? text.length - next.length
      : text.indexOf(next, from + 1);
    if (to <= from || !text.startsWith(next, to)) {
      return undefined;
    }
    values[name] = text.slice(from, to);
    from = to + next.length;
  }
  return from === text.length
    ? { sentence, values, fixed: fixed.join('').length }
    : undefined;
}
