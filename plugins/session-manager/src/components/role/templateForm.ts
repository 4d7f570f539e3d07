import { parseEntityRef } from '@backstage/catalog-model';

/**
 * The template that the card opens where nothing else is said.
 *
 * @public
 */
export const DEFAULT_TEMPLATE = 'default/session-manager-role-logging';

/**
 * The template that the card opens to attach a role's instance profile, where
 * nothing else is said.
 *
 * @public
 */
export const DEFAULT_ATTACH_TEMPLATE =
  'default/session-manager-attach-instances';

/** The fields of the template that the card fills in. */
export interface TemplateFields {
  entityRef: string;
  roleName: string;
  accountId?: string;
  /** Where the portal did not make the role, and so not the profile. */
  instanceProfileName?: string;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const MAX_ROLE_NAME = 64;
const SUFFIX = '-session-role';

/** The role name that a service gets proposed. */
export function proposedRoleName(entityRef: string): string {
  const { name } = parseEntityRef(entityRef);
  return `${name.slice(0, MAX_ROLE_NAME - SUFFIX.length)}${SUFFIX}`;
}

/** The route parameters of a template named as `namespace/name`. */
export function templateParams(template: string): {
  namespace: string;
  templateName: string;
} {
  const { namespace, name } = parseEntityRef(template, {
    defaultKind: 'template',
    defaultNamespace: 'default',
  });
  return { namespace, templateName: name };
}

/** The query that fills in a template's form. */
export function formQuery(fields: object): string {
  return new URLSearchParams({ formData: JSON.stringify(fields) }).toString();
}
