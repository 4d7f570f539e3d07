import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';

/** The approvers. */
export const APPROVERS = ['grace', 'noor', 'omar', 'mei'];

/** The users, their group, and the template that carries out requests. */
export const entities: Entity[] = [
  ...['ada', ...APPROVERS].map((name): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    relations:
      name === 'ada'
        ? []
        : [{ type: 'memberOf', targetRef: 'group:default/security' }],
  })),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'security', namespace: 'default' },
  },
  parse(
    readFileSync(
      resolve(
        __dirname,
        '../../../../../templates/session-manager-approved-role/template.yaml',
      ),
      'utf8',
    ),
  ),
];
