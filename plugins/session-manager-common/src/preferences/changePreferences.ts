import { InputError, stringifyError } from '@backstage/errors';
import { canonicalJson } from '../json/canonicalJson';
import { folded, isObject } from '../readiness/model/preferences';
import { parseSessionDocument } from '../readiness/model/sessionDocument';
import { PreferencesInputs } from './preferencesInputs';

/**
 * The content of a session document.
 *
 * @public
 */
export type SessionDocument = Readonly<Record<string, unknown>>;

/**
 * A difference between two contents of a session document: an input, or
 * another part of the document, such as its description. Absent: not set.
 *
 * @public
 */
export interface PreferenceDifference {
  name: string;
  before?: unknown;
  after?: unknown;
}

// https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-configure-preferences-cli.html
const NEW_DOCUMENT: SessionDocument = {
  schemaVersion: '1.0',
  description: 'The Session Manager preferences of this account and region',
  sessionType: 'Standard_Stream',
  inputs: {},
};

/**
 * Returns the content with changed inputs. Everything else stays, also what is
 * not known here: other inputs, parameters, the description. Throws an
 * `InputError` if the result would contain no preferences that the agent reads.
 *
 * @param current - absent if the account has no document
 *
 * @public
 */
export function changePreferences(
  current: SessionDocument | undefined,
  changed: PreferencesInputs,
): SessionDocument {
  const document = current ?? NEW_DOCUMENT;
  const inputsKey = keyOf(document, 'inputs');
  const inputs = document[inputsKey] ?? {};
  if (!isObject(inputs)) {
    throw new InputError('The inputs of the document are not an object');
  }
  const next = { ...document, [inputsKey]: withInputs(inputs, changed) };
  requireReadable(next);
  return next;
}

/**
 * The differences from one content to the other; none if both mean the same.
 *
 * @public
 */
export function comparePreferences(
  before: SessionDocument | undefined,
  after: SessionDocument,
): PreferenceDifference[] {
  const old = flattened(before ?? {});
  const current = flattened(after);
  return [...new Set([...old.keys(), ...current.keys()])]
    .filter(
      name => canonicalJson(old.get(name)) !== canonicalJson(current.get(name)),
    )
    .map(name => ({
      name,
      ...(old.has(name) && { before: old.get(name) }),
      ...(current.has(name) && { after: current.get(name) }),
    }));
}

function withInputs(
  inputs: Readonly<Record<string, unknown>>,
  changed: PreferencesInputs,
): Record<string, unknown> {
  const next = { ...inputs };
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined) {
      continue;
    }
    const [key, ...others] = keysOf(next, name);
    // The agent ignores the case of names, and the last of several counts.
    others.forEach(other => delete next[other]);
    const existing = next[key];
    next[key] =
      isObject(value) && isObject(existing)
        ? withInputs(existing, value as PreferencesInputs)
        : value;
  }
  return next;
}

function requireReadable(document: SessionDocument): void {
  let unreadable: readonly string[] | undefined;
  try {
    ({ unreadable } = parseSessionDocument(document));
  } catch (error) {
    throw new InputError(
      `The document would contain no session preferences: ${stringifyError(error)}`,
    );
  }
  if (unreadable) {
    throw new InputError(
      `The agent could not read these inputs of the document, so no session would start: ${unreadable.join(', ')}. Set them too.`,
    );
  }
}

/** Inputs and the other parts of a document, by name. */
function flattened(document: SessionDocument): Map<string, unknown> {
  const inputsKey = keyOf(document, 'inputs');
  const { [inputsKey]: inputs, ...parts } = document;
  return new Map(
    Object.entries({ ...parts, ...(isObject(inputs) ? inputs : {}) }),
  );
}

function keyOf(object: Readonly<Record<string, unknown>>, name: string) {
  return keysOf(object, name)[0];
}

/** The names that the agent reads as this one; the name itself if none is. */
function keysOf(
  object: Readonly<Record<string, unknown>>,
  name: string,
): [string, ...string[]] {
  const [first = name, ...rest] = Object.keys(object).filter(
    key => folded(key) === folded(name),
  );
  return [first, ...rest];
}
