import { InputError } from '@backstage/errors';
import {
  parsePreferences,
  SessionPreferences,
} from 'backstage-plugin-session-manager-common';

/**
 * The preferences in a session document. Throws an `InputError` that says what
 * is wrong with one that cannot be read.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
export function preferencesIn(content: string): SessionPreferences {
  const { schemaVersion, sessionType, inputs, parameters } =
    sessionDocument(content);
  if (schemaVersion !== '1.0') {
    throw new InputError(
      `its schema version is ${String(schemaVersion)}; session documents have 1.0`,
    );
  }
  if (sessionType !== undefined && sessionType !== 'Standard_Stream') {
    throw new InputError(
      `its session type is ${String(sessionType)}; preferences have Standard_Stream`,
    );
  }
  if (inputs !== undefined && !isObject(inputs)) {
    throw new InputError('its inputs are no object');
  }
  return parsePreferences(withDefaults(inputs ?? {}, parameters));
}

function sessionDocument(content: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    throw new InputError('it is no JSON');
  }
  if (!isObject(document)) {
    throw new InputError('it is no JSON object');
  }
  return document;
}

const PARAMETER = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** Parameters stand in texts; whoever starts a session may give others. */
function withDefaults(
  inputs: Record<string, unknown>,
  parameters: unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? value.replace(PARAMETER, (_, parameter: string) =>
            defaultOf(parameters, parameter, name),
          )
        : value,
    ]),
  );
}

function defaultOf(
  parameters: unknown,
  parameter: string,
  input: string,
): string {
  const definition = isObject(parameters) ? parameters[parameter] : undefined;
  const value = isObject(definition) ? definition.default : undefined;
  if (typeof value !== 'string') {
    throw new InputError(
      `${input} is the parameter ${parameter}, which has no default`,
    );
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
