import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { parse } from 'yaml';

export const MINIMAL = 'session-manager-role-minimal';
export const LOGGING = 'session-manager-role-logging';
export const DELETION = 'session-manager-role-delete';
export const PULL_REQUEST = 'session-manager-role-pull-request';
/** The templates that make a role. */
export const CREATIONS = [MINIMAL, LOGGING];
export const NAMES = [...CREATIONS, DELETION, PULL_REQUEST];

const TEMPLATES = resolve(__dirname, '../../../../templates');

/** What a form knows about one of its fields. */
export interface FieldSchema {
  description?: string;
  pattern?: string;
  maxLength?: number;
  errorMessage?: unknown;
  additionalProperties?: FieldSchema;
}

interface Fields {
  properties: Record<string, FieldSchema>;
}

interface Page extends Fields {
  /** Fields that show only for some choices of another field. */
  dependencies?: Record<string, { oneOf: Fields[] }>;
}

export interface Template extends TemplateEntityV1beta3 {
  spec: TemplateEntityV1beta3['spec'] & { parameters: Page[] };
}

export function readTemplate(name: string): Template {
  return parse(readFileSync(`${TEMPLATES}/${name}/template.yaml`, 'utf8'));
}

/** Every field of the form by its name. */
export function fieldsOf(template: Template): Record<string, FieldSchema> {
  const fields = template.spec.parameters.flatMap(page => [
    ...Object.values(page.dependencies ?? {}).flatMap(({ oneOf }) => oneOf),
    page,
  ]);
  return Object.assign({}, ...fields.map(({ properties }) => properties));
}
