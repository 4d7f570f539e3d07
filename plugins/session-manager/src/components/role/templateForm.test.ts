import { formQuery, proposedRoleName, templateParams } from './templateForm';

describe('proposedRoleName', () => {
  it('names the role after the service', () => {
    expect(proposedRoleName('component:default/search')).toBe(
      'search-session-role',
    );
  });

  it('shortens the service’s name to the limit of IAM', () => {
    const name = proposedRoleName(`component:default/${'a'.repeat(63)}`);
    expect(name).toHaveLength(64);
    expect(name).toMatch(/^a+-session-role$/);
  });
});

describe('templateParams', () => {
  it.each([
    ['default/session-role', 'default', 'session-role'],
    ['session-role', 'default', 'session-role'],
    ['template:platform/session-role', 'platform', 'session-role'],
  ])('parses %s', (template, namespace, templateName) => {
    expect(templateParams(template)).toEqual({ namespace, templateName });
  });
});

describe('formQuery', () => {
  it('can be parsed again, whatever characters the names contain', () => {
    const fields = { entityRef: 'component:default/a', roleName: 'a+b&c=d' };
    const read = new URLSearchParams(formQuery(fields)).get('formData');
    expect(JSON.parse(read ?? '')).toEqual(fields);
  });
});
