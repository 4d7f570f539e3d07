/** Joins sentences: with a space, except after a Japanese full stop. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences
    .filter(Boolean)
    .map((sentence, place, all) =>
      place === all.length - 1 || sentence.endsWith('。')
        ? sentence
        : `${sentence} `,
    )
    .join('');
}
