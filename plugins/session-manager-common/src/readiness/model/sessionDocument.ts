import { InputError } from '@backstage/errors';
import {
  goFields,
  isObject,
  parametersIn,
  readInputs,
  SessionPreferences,
} from './preferences';

const FIELDS = [
  'schemaVersion',
  'sessionType',
  'inputs',
  'parameters',
  'properties',
] as const;

/**
 * Parses the preferences of a session document. Throws an `InputError` that
 * describes the fault if the document contains no session preferences.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 *
 * @public
 */
export function parseSessionDocument(
  content: Readonly<Record<string, unknown>>,
): SessionPreferences {
  const { schemaVersion, sessionType, inputs, parameters, properties } =
    goFields(content, FIELDS);
  if (schemaVersion !== '1.0') {
    throw new InputError(
      schemaVersion === undefined
        ? 'it has no schema version; session documents have 1.0'
        : `its schema version is ${written(schemaVersion)}; session documents have 1.0`,
    );
  }
  // AWS's schema requires a session type, and the agent uses it as the name of
  // the plugin. A document without one is accepted as the shell's.
  if (sessionType !== undefined && sessionType !== 'Standard_Stream') {
    throw new InputError(
      `its session type is ${written(sessionType)}; preferences have Standard_Stream`,
    );
  }
  if (inputs !== undefined && !isObject(inputs)) {
    throw new InputError('its inputs are not an object');
  }
  const defaults = defaultsOf(parameters);
  const preferences = readInputs(inputs ?? {}, text => filled(text, defaults));
  // The agent resolves parameters wherever they occur, even if they are not
  // used.
  const named = parametersIn(textsIn([[...defaults.values()], properties]));
  const all = [...new Set([...(preferences.parameters ?? []), ...named])];
  return { ...preferences, ...(all.length > 0 ? { parameters: all } : {}) };
}

/** The default value of each parameter, by name. */
function defaultsOf(parameters: unknown): Map<string, unknown> {
  const defaults = new Map<string, unknown>();
  if (parameters === undefined) {
    return defaults;
  }
  if (!isObject(parameters)) {
    throw new InputError('its parameters are not an object');
  }
  for (const [name, definition] of Object.entries(parameters)) {
    const value = isObject(definition)
      ? goFields(definition, ['default']).default
      : undefined;
    if (value !== undefined) {
      defaults.set(name, value);
    }
  }
  return defaults;
}

// AWS limits documents to this size. Substitution could otherwise multiply a
// long default thousands of times.
// https://docs.aws.amazon.com/general/latest/gr/ssm.html
const MOST_CHARACTERS = 65_536;

const PLACE = /\{\{\s*([\w.-]+)\s*\}\}/g;
const ONE_PLACE = /^\{\{\s*([a-zA-Z0-9]+)\s*\}\}$/;

/**
 * Substitutes parameters as agent/framework/docparser/parameters does: a
 * parameter that is the entire text preserves its type; one within a text is
 * converted to text.
 */
function filled(text: string, defaults: ReadonlyMap<string, unknown>): unknown {
  const entireText = ONE_PLACE.exec(text)?.[1];
  if (entireText !== undefined) {
    return defaultOf(entireText, text, defaults);
  }
  let length = text.length;
  return text.replace(PLACE, (_, name: string) => {
    const value = defaultOf(name, text, defaults);
    const inText = typeof value === 'string' ? value : JSON.stringify(value);
    length += inText.length;
    if (length > MOST_CHARACTERS) {
      throw new InputError(
        `${written(text)} in its inputs is longer than ${MOST_CHARACTERS} characters with the defaults of its parameters`,
      );
    }
    return inText.replace(/\$\$/g, '$');
  });
}

function defaultOf(
  name: string,
  text: string,
  defaults: ReadonlyMap<string, unknown>,
): unknown {
  if (!defaults.has(name)) {
    throw new InputError(
      `${written(text)} in its inputs takes the parameter ${name}, which has no default`,
    );
  }
  return defaults.get(name);
}

/** All texts in a value, at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [];
}

function written(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 100) : typeof value;
}
