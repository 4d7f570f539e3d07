// A page of the HTTP API, from its OpenAPI document.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { code, table } from './markdown.mjs';

const { parse } = createRequire(import.meta.url)('yaml');

const ERROR = '#/components/responses/ErrorResponse';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

const document = parse(
  readFileSync(
    fileURLToPath(
      new URL(
        '../../plugins/session-manager-backend/src/schema/openapi.yaml',
        import.meta.url,
      ),
    ),
    'utf8',
  ),
);

export function operations() {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter(method => method in item).map(method => ({
      method,
      path,
      ...item[method],
      parameters: [
        ...(item.parameters ?? []),
        ...(item[method].parameters ?? []),
      ].map(resolve),
    })),
  );
}

export function apiSections() {
  const all = operations();
  const tags = [...new Set(all.flatMap(operation => operation.tags))];
  const used = new Set();
  const paths = tags.flatMap(tag => [
    `## ${tag}`,
    ...all
      .filter(operation => operation.tags.includes(tag))
      .flatMap(operation => sectionsOf(operation, used)),
  ]);
  used.add('Error');
  return [...paths, '## Types', ...typeSections(used)];
}

function sectionsOf(operation, used) {
  const { method, path, description, parameters, requestBody, responses } =
    operation;
  const body = contentOf(requestBody);
  return [
    `### ${code(`${method.toUpperCase()} ${path}`)}`,
    description,
    ...(parameters.length > 0
      ? [
          table(
            ['parameter', 'in', 'type', 'meaning'],
            parameters.map(parameter => [
              code(parameter.name),
              parameter.in,
              typeOf(parameter.schema, used),
              `${parameter.description ?? ''}${parameter.required ? ' Required.' : ''}`,
            ]),
          ),
        ]
      : []),
    ...(body.length > 0
      ? [`Body: ${body.map(schema => typeOf(schema, used)).join(', ')}`]
      : []),
    table(
      ['status', 'body', 'meaning'],
      Object.entries(responses)
        .filter(([, response]) => response.$ref !== ERROR)
        .map(([status, response]) => [
          status,
          contentOf(response)
            .map(schema => typeOf(schema, used))
            .join(', '),
          resolve(response).description ?? '',
        ]),
    ),
    `Errors: ${Object.keys(responses)
      .filter(
        status => responses[status].$ref === ERROR && status !== 'default',
      )
      .join(', ')}.`,
  ];
}

/** The types that the operations use, and those that these use. */
function typeSections(used) {
  const written = new Map();
  for (;;) {
    const next = [...used].find(name => !written.has(name));
    if (!next) {
      break;
    }
    const schema = document.components.schemas[next];
    written.set(next, [
      `### ${next}`,
      ...(schema.description ? [schema.description] : []),
      ...shapeOf(schema, used),
    ]);
  }
  return [...written]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, sections]) => sections);
}

function shapeOf(schema, used) {
  const parts = schema.allOf ? schema.allOf : [schema];
  const properties = parts.flatMap(part =>
    Object.entries(part.properties ?? {}).map(([name, property]) => [
      code(name),
      typeOf(property, used),
      `${property.description ?? ''}${part.required?.includes(name) ? '' : ' Optional.'}`,
    ]),
  );
  const bases = parts.filter(part => part.$ref).map(part => typeOf(part, used));
  return [
    ...(bases.length > 0 ? [`All of ${bases.join(', ')}, and:`] : []),
    properties.length > 0
      ? table(['field', 'type', 'meaning'], properties)
      : typeOf({ ...schema, description: undefined }, used),
  ];
}

function typeOf(schema = {}, used) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1);
    used.add(name);
    return `[${name}](#${name.toLowerCase()})`;
  }
  const { type, enum: values, items, oneOf, anyOf, allOf } = schema;
  const either = oneOf ?? anyOf;
  if (values) {
    return values.map(value => code(String(value))).join(', ');
  }
  if (either) {
    return either.map(one => typeOf(one, used)).join(' or ');
  }
  if (allOf) {
    return allOf.map(one => typeOf(one, used)).join(' and ');
  }
  if (type === 'array') {
    return `list of ${typeOf(items, used)}`;
  }
  if (type === 'object' && schema.properties) {
    return `{ ${Object.entries(schema.properties)
      .map(
        ([name, property]) =>
          `${code(schema.required?.includes(name) ? name : `${name}?`)}: ${typeOf(property, used)}`,
      )
      .join(', ')} }`;
  }
  if (type === 'object' && typeof schema.additionalProperties === 'object') {
    return `map of ${typeOf(schema.additionalProperties, used)}`;
  }
  return type ?? 'any';
}

function contentOf(part) {
  return Object.values(resolve(part ?? {}).content ?? {}).map(
    ({ schema }) => schema,
  );
}

function resolve(part) {
  if (!part.$ref) {
    return part;
  }
  return part.$ref
    .split('/')
    .slice(1)
    .reduce((found, key) => found[key], document);
}
