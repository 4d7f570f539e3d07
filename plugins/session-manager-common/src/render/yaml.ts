import { comment } from './comment';
import { Entry, Item, Node } from './node';
import { quoted } from './quoted';

/** A map as lines of YAML: blocks, never flow, so that each line says one thing. */
export function yaml(entries: readonly Entry[], indent = ''): string[] {
  return entries.flatMap(({ key, note, node }) => [
    ...(note ? comment(note, indent) : []),
    ...keyed(`${indent}${yamlText(key)}:`, node, indent),
  ]);
}

function keyed(prefix: string, node: Node, indent: string): string[] {
  switch (node.kind) {
    case 'list':
      return node.items.length === 0
        ? [`${prefix} []`]
        : [prefix, ...items(node.items, `${indent}  `)];
    case 'map':
      return node.entries.length === 0
        ? [`${prefix} {}`]
        : [prefix, ...yaml(node.entries, `${indent}  `)];
    default:
      return [`${prefix} ${scalar(node)}`];
  }
}

function items(list: readonly Item[], indent: string): string[] {
  return list.flatMap(({ note, node }) => [
    ...(note ? comment(note, indent) : []),
    ...item(node, indent),
  ]);
}

function item(node: Node, indent: string): string[] {
  if (node.kind === 'list') {
    throw new TypeError('A list in a list is not written');
  }
  if (node.kind !== 'map') {
    return [`${indent}- ${scalar(node)}`];
  }
  // The first entry stands behind the dash, the others below it.
  const [first, ...rest] = yaml(node.entries, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function scalar(node: Exclude<Node, { kind: 'list' | 'map' }>): string {
  switch (node.kind) {
    case 'text':
      return yamlText(node.text);
    case 'number':
      return String(node.number);
    case 'code':
      return node.code;
    default:
      throw new TypeError('YAML has no functions');
  }
}

/** What no reader of YAML takes for anything but this text. */
const PLAIN = /^[A-Za-z][A-Za-z0-9]*(?:[.:/_-]+[A-Za-z0-9]+)*$/;
const MEANINGFUL = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
const PRINTABLE = /^[\x20-\x7e]*$/;

function yamlText(value: string): string {
  if (PLAIN.test(value) && !MEANINGFUL.test(value)) {
    return value;
  }
  return PRINTABLE.test(value) && !value.includes("'")
    ? `'${value}'`
    : quoted(value);
}
