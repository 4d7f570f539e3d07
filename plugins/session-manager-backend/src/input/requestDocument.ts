type Json = Readonly<Record<string, unknown>>;

/** An OpenAPI document, as far as requests depend on it. */
interface Document {
  paths: Readonly<Record<string, Json>>;
  components: Readonly<Record<string, Json>>;
}

/**
 * The part of an OpenAPI document that requests are validated against. The
 * validator compiles every schema of its document when the plugin starts, which
 * blocks the backend for a second if it also has those of all responses:
 * https://github.com/cdimascio/express-openapi-validator/blob/v5.6.2/src/middlewares/parsers/schema.preprocessor.ts
 */
export function requestDocument<T extends Document>(document: T): Document {
  const paths = mapValues(document.paths, item =>
    mapValues(item, operation =>
      isObject(operation) && 'responses' in operation
        ? { ...operation, responses: { default: { description: '' } } }
        : operation,
    ),
  );
  const used = referencesIn(paths, document.components);
  return {
    ...document,
    paths,
    components: mapValues(document.components, (components, kind) =>
      Object.fromEntries(
        Object.entries(components).filter(([name]) =>
          used.has(`#/components/${kind}/${name}`),
        ),
      ),
    ),
  };
}

/** The references in a value, and in the components that it refers to. */
function referencesIn(
  value: unknown,
  components: Document['components'],
  found = new Set<string>(),
): Set<string> {
  if (Array.isArray(value)) {
    value.forEach(part => referencesIn(part, components, found));
  } else if (isObject(value)) {
    const { $ref: ref, ...parts } = value;
    if (typeof ref === 'string' && !found.has(ref)) {
      found.add(ref);
      const [, , kind, name] = ref.split('/');
      referencesIn(components[kind]?.[name], components, found);
    }
    referencesIn(Object.values(parts), components, found);
  }
  return found;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  convert: (value: In, key: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, convert(value, key)]),
  );
}
