import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** The parts of a reference, such as those of a path. */
export interface EntityRefParts {
  kind: string;
  namespace: string;
  name: string;
}

// What the catalog accepts, and slightly more: the catalog decides whether the
// entity exists.
const PART = /^[^\s:/\p{Cc}]{1,253}$/u;

/**
 * The full reference of an entity, in the form in which references are
 * compared, from user input. All references from outside are parsed here, once.
 * Throws an `InputError` if it is not a reference.
 */
export function entityRefFrom(written: string | EntityRefParts): string {
  return stringifyEntityRef(partsOf(written));
}

/** The same in its parts, as they were written. */
export function partsOf(written: string | EntityRefParts): EntityRefParts {
  const parts = typeof written === 'string' ? parsed(written) : written;
  const { kind, namespace, name } = parts;
  if (![kind, namespace, name].every(part => PART.test(part))) {
    throw malformed();
  }
  return { kind, namespace, name };
}

function parsed(text: string): EntityRefParts {
  try {
    return parseEntityRef(text);
  } catch {
    throw malformed();
  }
}

function malformed(): InputError {
  return new InputError(
    'entityRef: must be the full reference of an entity, such as component:default/payments',
  );
}
