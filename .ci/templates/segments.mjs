// The parts of a template's text that are translated one by one: the paragraphs
// and list items between the tags of Nunjucks, as one line each. Expressions stay
// in them, so that a translation can place them where its language needs them.

const TAG = /(\{%[\s\S]*?%\})/;
const BREAK = /(\n\s*\n|\n(?=\s*- ))/;
const EXPRESSION = /\$\{\{[\s\S]*?\}\}/g;
const WORD = /[A-Za-z]{2}/;
/** A text in an expression that is shown: not an operand, key or argument. */
const SHOWN_LITERAL = /(?::|\bor|^\$\{\{)\s*"[^"]*[A-Za-z]{2}[^"]*"/;

/** Replaces each part of a text that has words. */
export function replaceSegments(text, translate) {
  return text
    .split(TAG)
    .map(piece => (piece.startsWith('{%') ? piece : ofPiece(piece, translate)))
    .join('');
}

function ofPiece(piece, translate) {
  return piece
    .split(BREAK)
    .map(part => {
      const [, before, core, after] = /^(\s*(?:- )?)([\s\S]*?)(\s*)$/.exec(
        part,
      );
      return hasWords(core)
        ? `${before}${translate(core.replace(/\s*\n\s*/g, ' '))}${after}`
        : part;
    })
    .join('');
}

function hasWords(text) {
  if (text.startsWith('```')) {
    return false;
  }
  const expressions = text.match(EXPRESSION) ?? [];
  return (
    WORD.test(text.replace(EXPRESSION, '')) ||
    expressions.some(expression => SHOWN_LITERAL.test(expression))
  );
}
