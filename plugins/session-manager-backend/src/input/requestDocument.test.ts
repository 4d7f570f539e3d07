import { spec } from '../schema/openapi';
import { requestDocument } from './requestDocument';

describe('the document that requests are validated against', () => {
  const { paths, components } = requestDocument(spec);
  const { schemas } = components;
  const references = [
    ...JSON.stringify([paths, components]).matchAll(/"\$ref":"([^"]+)"/g),
  ].map(([, reference]) => reference);

  it('has each operation, with its parameters and its body', () => {
    for (const [path, item] of Object.entries(spec.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        expect(paths[path][method]).toEqual({
          ...operation,
          responses: { default: { description: '' } },
        });
      }
    }
  });

  it('has what it refers to, as it is in the whole document, and no more', () => {
    expect(references).toContain('#/components/schemas/RoleSpec');
    const referred = new Set(references);
    for (const [kind, parts] of Object.entries(components)) {
      for (const [name, part] of Object.entries(parts)) {
        expect(referred).toContain(`#/components/${kind}/${name}`);
        expect(spec.components).toHaveProperty([kind, name], part);
        referred.delete(`#/components/${kind}/${name}`);
      }
    }
    expect([...referred]).toEqual([]);
  });

  it('has no schema that only responses have', () => {
    expect(spec.components.schemas).toHaveProperty('EntityRoles');
    expect(schemas).not.toHaveProperty('EntityRoles');
    expect(components.responses).toEqual({});
  });
});
