// A page of the inputs and outputs of the scaffolder actions, from the schemas
// that the scaffolder validates with.
import { createRequire } from 'node:module';
import { code, table } from './markdown.mjs';

const require = createRequire(import.meta.url);

// The plugins are TypeScript, as in a backend that backstage-cli starts.
require('@backstage/cli/config/nodeTransform.cjs');
const { ConfigReader } = require('@backstage/config');
const {
  scaffolderModuleSessionManager,
} = require('../../plugins/scaffolder-backend-module-session-manager/src/module.ts');

/** The actions as the module adds them to a scaffolder; none is run. */
export async function registeredActions() {
  const actions = [];
  const [{ init }] = scaffolderModuleSessionManager.getRegistrations();
  await init.func({
    scaffolder: { addActions: (...added) => actions.push(...added) },
    config: new ConfigReader({}),
    cache: { withOptions: () => undefined },
  });
  return actions;
}

export async function actionSections() {
  return (await registeredActions()).flatMap(({ id, description, schema }) => [
    `## ${code(id)}`,
    `${description}. See [its page](../actions/${pageName(id)}).`,
    '### Input',
    fields(schema.input),
    '### Output',
    fields(schema.output),
  ]);
}

function pageName(id) {
  return `${id.split(':').slice(1).join('-')}.md`;
}

function fields(schema) {
  const rows = fieldsOf(schema, '');
  return rows.length === 0
    ? 'None.'
    : table(['field', 'type', 'meaning'], rows);
}

function fieldsOf({ properties = {}, required = [] }, prefix) {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`;
    const isRequired = required.includes(name) && !('default' in schema);
    const row = [
      code(path),
      code(typeOf(schema)),
      [
        schema.description ?? '',
        isRequired ? 'Required.' : '',
        'default' in schema
          ? `Default: ${code(JSON.stringify(schema.default))}.`
          : '',
      ]
        .filter(Boolean)
        .map(sentence => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`))
        .join(' '),
    ];
    const below = schema.properties
      ? fieldsOf(schema, `${path}.`)
      : schema.items?.properties
        ? fieldsOf(schema.items, `${path}[].`)
        : [];
    return [row, ...below];
  });
}

function typeOf(schema) {
  const { type, enum: values, items, anyOf, oneOf } = schema;
  if (values) {
    return values.map(value => JSON.stringify(value)).join(' | ');
  }
  if ('const' in schema) {
    return JSON.stringify(schema.const);
  }
  if (anyOf ?? oneOf) {
    return [...new Set((anyOf ?? oneOf).map(typeOf))].join(' | ');
  }
  if (type === 'array') {
    return items && typeOf(items) ? `list of ${typeOf(items)}` : 'list';
  }
  return Array.isArray(type) ? type.join(' | ') : (type ?? 'any');
}
