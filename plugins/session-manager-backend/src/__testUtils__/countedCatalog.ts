import { CatalogService } from '@backstage/plugin-catalog-node';

/** A catalog that notes which of its methods are called. */
export function countedCatalog<Catalog extends CatalogService>(
  catalog: Catalog,
) {
  let called: string[] = [];
  const counted = new Proxy(catalog, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver);
      return typeof value === 'function'
        ? (...parameters: unknown[]) => {
            called.push(String(name));
            return value.apply(target, parameters);
          }
        : value;
    },
  });
  return {
    catalog: counted,
    /** The methods called since the last time. */
    calls(): string[] {
      const calls = called;
      called = [];
      return calls;
    },
  };
}
