import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { parse } from 'yaml';

export const MINIMAL = 'session-manager-role-minimal';
export const LOGGING = 'session-manager-role-logging';
export const DELETION = 'session-manager-role-delete';
export const ATTACH = 'session-manager-attach-instances';
export const LOG_ACCESS = 'session-manager-log-access';
export const HYBRID = 'session-manager-hybrid-role';
const PREFERENCES = 'session-manager-preferences';
export const PULL_REQUEST = 'session-manager-role-pull-request';
/** The templates that create a role. */
export const CREATIONS = [MINIMAL, LOGGING];
export const NAMES = [
  ...CREATIONS,
  DELETION,
  LOG_ACCESS,
  ATTACH,
  PULL_REQUEST,
  HYBRID,
  PREFERENCES,
];

const TEMPLATES = resolve(__dirname, '../../../../templates');

/** The schema of a form field. */
export interface FieldSchema {
  description?: string;
  pattern?: string;
  maxLength?: number;
  errorMessage?: unknown;
  additionalProperties?: FieldSchema;
}

interface Page {
  properties: Record<string, FieldSchema>;
  /**
   * Fields that are only shown for some values of another field, or together
   * with it.
   */
  dependencies?: Record<string, Page | { oneOf: Page[] }>;
}

export interface Template extends TemplateEntityV1beta3 {
  spec: TemplateEntityV1beta3['spec'] & { parameters: Page[] };
}

export function readTemplate(name: string): Template {
  return parse(readFileSync(`${TEMPLATES}/${name}/template.yaml`, 'utf8'));
}

/** All fields of the form by name. */
export function fieldsOf(template: Template): Record<string, FieldSchema> {
  return Object.assign({}, ...template.spec.parameters.map(fieldsOfPage));
}

function fieldsOfPage({
  properties,
  dependencies = {},
}: Page): Record<string, FieldSchema> {
  const dependent = Object.values(dependencies).flatMap(dependency =>
    'oneOf' in dependency ? dependency.oneOf : [dependency],
  );
  return Object.assign({}, ...dependent.map(fieldsOfPage), properties);
}
