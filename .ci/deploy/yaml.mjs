// CloudFormation's functions as values, and templates as YAML.
import { format } from 'prettier';
import { Document, isNode } from 'yaml';

/** A call of a function of CloudFormation, in its short form. */
class Call {
  constructor(tag, argument) {
    this.tag = tag;
    this.argument = argument;
  }
}

export const ref = name => new Call('!Ref', name);
export const attribute = (resource, name) =>
  new Call('!GetAtt', `${resource}.${name}`);
export const sub = text => new Call('!Sub', text);
export const not = condition => new Call('!Not', [condition]);
export const or = (...conditions) => new Call('!Or', conditions);
export const equals = (one, other) => new Call('!Equals', [one, other]);
export const join = (by, list) => new Call('!Join', [by, list]);

/** A value under a condition; without another one, no value otherwise. */
export const when = (name, value, otherwise = ref('AWS::NoValue')) =>
  new Call('!If', [name, value, otherwise]);

/** A template as YAML, with a comment above it. */
export function writeTemplate(template, comment) {
  const document = new Document(undefined, {
    version: '1.1',
    aliasDuplicateObjects: false,
  });
  document.contents = nodeOf(document, template);
  document.commentBefore = comment;
  return format(document.toString({ directives: false, lineWidth: 0 }), {
    parser: 'yaml',
    singleQuote: true,
  });
}

function nodeOf(document, value) {
  if (isNode(value)) {
    return value;
  }
  if (value instanceof Call) {
    const node = nodeOf(document, value.argument);
    node.tag = value.tag;
    return node;
  }
  if (Array.isArray(value)) {
    return document.createNode(value.map(item => nodeOf(document, item)));
  }
  if (typeof value === 'object' && value !== null) {
    return document.createNode(
      Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => [key, nodeOf(document, item)]),
      ),
    );
  }
  return document.createNode(value);
}
