import { InputError } from '@backstage/errors';
import { comment } from './comment';
import { Entry, Item, Node } from './node';
import { quoted } from './quoted';

// https://developer.hashicorp.com/terraform/language/expressions/strings
// https://developer.hashicorp.com/terraform/language/style

/** Quotes a text in HCL, where `${` and `%{` begin a template. */
function hclText(value: string): string {
  if (value !== value.normalize('NFC')) {
    throw new InputError(
      `Terraform turns every text into Unicode's form NFC, and "${value}" is in another: write it in that form`,
    );
  }
  return quoted(value).replace(/[$%](?=\{)/g, '$&$&');
}

/**
 * Returns entries as lines of HCL, aligned like `terraform fmt`: the = of
 * adjacent lines is in one column, unless a value has several lines.
 */
export function attributes(
  entries: readonly Entry[],
  indent: string,
  keyOf: (key: string) => string = key => key,
): string[] {
  const written = entries.map(({ key, note, node }) => ({
    key: keyOf(key),
    note,
    lines: expression(node, indent),
  }));
  return written.flatMap(({ key, note, lines: [first, ...rest] }, index) => [
    ...(note ? comment(note, indent) : []),
    `${indent}${key}${' '.repeat(widthAround(written, index) - columns(key))} = ${first}`,
    ...rest,
  ]);
}

/** The width of the keys in the same block. */
function widthAround(
  written: ReadonlyArray<{ key: string; note?: string; lines: string[] }>,
  index: number,
): number {
  const isSingle = (at: number) => written[at]?.lines.length === 1;
  if (!isSingle(index)) {
    return columns(written[index].key);
  }
  let first = index;
  while (isSingle(first - 1) && !written[first].note) {
    first--;
  }
  let last = index;
  while (isSingle(last + 1) && !written[last + 1].note) {
    last++;
  }
  return Math.max(
    ...written.slice(first, last + 1).map(({ key }) => columns(key)),
  );
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function columns(text: string): number {
  return [...graphemes.segment(text)].length;
}

/** The first line follows the key; the others are indented. */
function expression(node: Node, indent: string): string[] {
  switch (node.kind) {
    case 'text':
      return [hclText(node.text)];
    case 'number':
      return [String(node.number)];
    case 'code':
      return [node.code];
    case 'call':
      return called(node.name, expression(node.argument, indent));
    case 'list':
      return node.items.length === 0
        ? ['[]']
        : ['[', ...items(node.items, `${indent}  `), `${indent}]`];
    default:
      return node.entries.length === 0
        ? ['{}']
        : [
            '{',
            ...attributes(node.entries, `${indent}  `, objectKey),
            `${indent}}`,
          ];
  }
}

function called(name: string, argument: string[]): string[] {
  const lines = [`${name}(${argument[0]}`, ...argument.slice(1)];
  return [...lines.slice(0, -1), `${lines[lines.length - 1]})`];
}

function items(list: readonly Item[], indent: string): string[] {
  return list.flatMap(({ note, node }) => {
    const [first, ...rest] = expression(node, indent);
    const lines = [`${indent}${first}`, ...rest];
    return [
      ...(note ? comment(note, indent) : []),
      ...lines.slice(0, -1),
      `${lines[lines.length - 1]},`,
    ];
  });
}

/** The element names of a policy are not quoted, all other keys are. */
function objectKey(key: string): string {
  return /^[A-Z][A-Za-z]*$/.test(key) ? key : hclText(key);
}
