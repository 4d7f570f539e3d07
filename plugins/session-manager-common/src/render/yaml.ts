import { Document, Node, Scalar, visit } from 'yaml';
import { wrapped } from './comment';
import { escapeInvisible } from './quoted';

/** The indentation of a policy's statements in a template. */
const STATEMENT_INDENT = ' '.repeat(10);

const commentOf = (note: string, indent = '') =>
  wrapped(note, indent).join('\n');

/** Double quotes escape line breaks and invisible characters. */
function quoteUnprintable(scalar: Scalar): void {
  if (typeof scalar.value === 'string' && /[^\x20-\x7e]/.test(scalar.value)) {
    scalar.type = Scalar.QUOTE_DOUBLE;
  }
}

/**
 * Writes data as a YAML document after a comment. Undefined values are omitted.
 * CloudFormation reads YAML 1.1, in which an unquoted `on` is a boolean:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function writeYaml(data: object, header: string): string {
  const document = new Document(data, {
    version: '1.1',
    aliasDuplicateObjects: false,
  });
  document.commentBefore = commentOf(header);
  visit(document, { Scalar: (_, scalar) => quoteUnprintable(scalar) });
  return escapeInvisible(
    document.toString({
      directives: false,
      doubleQuotedAsJSON: true,
      lineWidth: 0,
      singleQuote: true,
    }),
  );
}

/** A text with a tag of CloudFormation, such as `!Ref`. */
export function tagged(tag: `!${string}`, text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.tag = tag;
  return scalar;
}

/** A statement with a comment above it, if there is a note. */
export function noted(data: object, note: string | undefined): Node {
  const node = new Document().createNode(data, {
    aliasDuplicateObjects: false,
  });
  if (note) {
    node.commentBefore = commentOf(note, STATEMENT_INDENT);
  }
  return node;
}
