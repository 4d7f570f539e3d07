type Properties = Record<string, { description?: string }>;

/** Expects a description for each field of an action's schema. */
export function expectDescribed({
  schema = {},
}: {
  schema?: Partial<Record<'input' | 'output', { properties?: object }>>;
}): void {
  for (const part of [schema.input, schema.output]) {
    const properties = (part?.properties ?? {}) as Properties;
    for (const [name, { description }] of Object.entries(properties)) {
      expect({ name, description }).toEqual({
        name,
        description: expect.stringMatching(/./),
      });
    }
  }
}
