/** A value of an answer: what the SDK's types of IAM contain. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly XmlValue[]
  | object;

/**
 * Writes an answer of the query protocol.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryAnswer(operation: string, result: object): string {
  return element(
    `${operation}Response`,
    element(`${operation}Result`, fields(result)) +
      element(
        'ResponseMetadata',
        element('RequestId', 'c2d5ccbb-0000-4000-8000-EXAMPLE'),
      ),
    ' xmlns="https://iam.amazonaws.com/doc/2010-05-08/"',
  );
}

function fields(value: object): string {
  return Object.entries(value as Record<string, XmlValue>)
    .filter(([, content]) => content !== undefined)
    .map(([name, content]) => element(name, contentOf(content)))
    .join('');
}

function contentOf(value: XmlValue): string {
  if (Array.isArray(value)) {
    return value.map(one => element('member', contentOf(one))).join('');
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  return typeof value === 'object' ? fields(value) : escaped(String(value));
}

function element(name: string, content: string, attributes = ''): string {
  return `<${name}${attributes}>${content}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

function escaped(text: string): string {
  return text.replace(/[&<>]/g, character => ENTITIES[character]);
}
