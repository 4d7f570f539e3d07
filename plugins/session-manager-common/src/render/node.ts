import {
  asList,
  PolicyDocument,
  PolicyStatement,
} from '../policy/PolicyDocument';

/** A value to render as YAML or HCL, with notes that become comments. */
export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  /** An expression of the language, such as a reference. */
  | { kind: 'code'; code: string }
  /** A function call of the language. */
  | { kind: 'call'; name: string; argument: Node }
  | { kind: 'list'; items: Item[] }
  | { kind: 'map'; entries: Entry[] };

/** An element of a list, and the comment above it. */
export interface Item {
  note?: string;
  node: Node;
}

/** An entry of a map. */
export interface Entry extends Item {
  key: string;
}

export const text = (value: string): Node => ({ kind: 'text', text: value });

/** A text, or `undefined` if it is empty. */
export const optionalText = (value: string | undefined): Node | undefined =>
  value ? text(value) : undefined;

export const number = (value: number): Node => ({
  kind: 'number',
  number: value,
});

export const code = (value: string): Node => ({ kind: 'code', code: value });

const list = (...items: Node[]): Node => ({
  kind: 'list',
  items: items.map(node => ({ node })),
});

/** A map without the entries that have no value. */
export function map(
  entries: Readonly<Record<string, Node | undefined>>,
): Extract<Node, { kind: 'map' }> {
  return {
    kind: 'map',
    entries: Object.entries(entries).flatMap(([key, node]) =>
      node ? [{ key, node }] : [],
    ),
  };
}

/** A policy, with a note above each statement that has one. */
export function policyNode(
  { Version = '2008-10-17', Statement }: PolicyDocument,
  noteOf: (statement: PolicyStatement) => string | undefined = () => undefined,
): Node {
  return map({
    Version: text(Version),
    Statement: {
      kind: 'list',
      items: asList(Statement).map(statement => ({
        note: noteOf(statement),
        node: nodeOf(statement),
      })),
    },
  });
}

/** Converts plain data to a node. */
function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) {
    return list(...value.map(nodeOf));
  }
  switch (typeof value) {
    case 'object':
      return map(
        Object.fromEntries(
          Object.entries(value ?? {})
            .filter(([, item]) => item !== undefined)
            .map(([key, item]) => [key, nodeOf(item)]),
        ),
      );
    case 'number':
      return number(value);
    case 'boolean':
      return code(String(value));
    default:
      return text(String(value));
  }
}
