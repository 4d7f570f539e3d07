type Properties = Record<string, { description?: string }>;

/** That whoever reads an action's schema is told what each field is. */
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
