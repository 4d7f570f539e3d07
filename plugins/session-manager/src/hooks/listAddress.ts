/** The order of a list. */
export interface ListSort<Field extends string> {
  field: Field;
  order: 'asc' | 'desc';
}

const ACCOUNT_ID = /^\d{12}$/;

/** The account in the address, if there is one. */
export function accountIdOf(params: URLSearchParams): string | undefined {
  return ACCOUNT_ID.exec(params.get('account') ?? '')?.[0];
}

/** The option in the address, if it is one of these. */
export function optionOf<Option extends string>(
  params: URLSearchParams,
  name: string,
  options: readonly Option[],
): Option | undefined {
  return options.find(option => option === params.get(name));
}

/** The options in the address that are among these. */
export function optionsOf<Option extends string>(
  params: URLSearchParams,
  name: string,
  options: readonly Option[],
): Option[] {
  return options.filter(option => params.getAll(name).includes(option));
}

/** The order in the address; without a valid one, the list's first order. */
export function sortOf<Field extends string>(
  params: URLSearchParams,
  fields: readonly Field[],
  first: ListSort<Field>,
): ListSort<Field> {
  const [name, order] = (params.get('sort') ?? '').split(':');
  const field = fields.find(each => each === name);
  return field && (order === 'asc' || order === 'desc')
    ? { field, order }
    : first;
}

/** An order as it is in the address and in the query of the API. */
export function sortText<Field extends string>({
  field,
  order,
}: ListSort<Field>): `${Field}:${'asc' | 'desc'}` {
  return `${field}:${order}`;
}

/** The order for the address, which does not have the first order. */
export function sortParam<Field extends string>(
  sort: ListSort<Field>,
  first: ListSort<Field>,
): string {
  return sortText(sort) === sortText(first) ? '' : sortText(sort);
}

/** The query parameters of an address, without those that have no value. */
export function paramsOf(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): URLSearchParams {
  return new URLSearchParams(
    Object.entries(values).flatMap(([name, value = []]) =>
      (typeof value === 'string' ? [value] : value)
        .filter(Boolean)
        .map(each => [name, each]),
    ),
  );
}
