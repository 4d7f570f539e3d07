import { Linters } from 'local-aws';

type Attributes = Record<string, unknown>;
type Resources = Array<Record<string, Record<string, Attributes>>>;

/** The attributes of the resources in each file, by type and name. */
export async function readHcl(
  lint: Linters,
  files: readonly string[],
): Promise<Array<Record<string, Attributes>>> {
  const read = (await lint.terraform(files)) as Array<{ resource: Resources }>;
  const resources = read.map(({ resource }) =>
    Object.fromEntries(
      resource.flatMap(byType =>
        Object.entries(byType).flatMap(([type, byName]) =>
          Object.entries(byName).map(
            ([name, { __is_block__, ...attributes }]) => [
              `${unquote(type)}.${unquote(name)}`,
              attributes,
            ],
          ),
        ),
      ),
    ),
  );
  return Promise.all(
    resources.map(async byAddress => {
      const argument = await readArguments(lint, byAddress);
      return mapValues(byAddress, attributes =>
        mapValues(attributes, value => valueOf(value, byAddress, argument)),
      );
    }),
  );
}

const ENCODED = /^\$\{jsonencode\((.*)\)\}$/s;
const REFERENCE = /^\$\{(\w+\.\w+)\.(\w+)\}$/;

/** python-hcl2 leaves function arguments as text, so they are parsed again. */
async function readArguments(
  lint: Linters,
  byAddress: Record<string, Attributes>,
): Promise<ReadonlyMap<string, unknown>> {
  const found = Object.values(byAddress)
    .flatMap(attributes => Object.values(attributes))
    .flatMap(value => ENCODED.exec(String(value))?.[1] ?? []);
  const read = await lint.terraform(
    found.map(argument => `value = ${argument}\n`),
  );
  return new Map(
    found.map((argument, index) => [
      argument,
      literal((read[index] as { value: unknown }).value),
    ]),
  );
}

function valueOf(
  value: unknown,
  byAddress: Record<string, Attributes>,
  argument: ReadonlyMap<string, unknown>,
): unknown {
  const encoded = ENCODED.exec(String(value))?.[1];
  if (encoded !== undefined) {
    return argument.get(encoded);
  }
  const [, address, attribute] = REFERENCE.exec(String(value)) ?? [];
  return address
    ? (literal(byAddress[address][attribute]) ?? `${address}.${attribute}`)
    : literal(value);
}

function literal(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(literal);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [unquote(key), literal(item)]),
    );
  }
  return typeof value === 'string' ? unquote(value) : value;
}

/** python-hcl2 leaves string literals unparsed. */
function unquote(text: string): string {
  return text.startsWith('"')
    ? JSON.parse(text).replace(/([$%])\1\{/g, '$1{')
    : text;
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, map(value)]),
  );
}
