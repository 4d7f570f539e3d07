import { parseEntityRef } from '@backstage/catalog-model';

/**
 * The template that the card opens by default.
 *
 * @public
 */
export const DEFAULT_TEMPLATE = 'default/session-manager-role-logging';

/**
 * The template that the card opens by default to attach a role's instance
 * profile.
 *
 * @public
 */
export const DEFAULT_ATTACH_TEMPLATE =
  'default/session-manager-attach-instances';

/**
 * The template that the card opens by default to delete a role.
 *
 * @public
 */
export const DEFAULT_DELETE_TEMPLATE = 'default/session-manager-role-delete';

/**
 * The Software Templates that the card and the tab open, each as
 * `namespace/name`.
 *
 * @public
 */
export interface RoleTemplates {
  /**
   * Creates, changes or repairs a role. Default:
   * `default/session-manager-role-logging`.
   */
  template: string;
  /**
   * Attaches a role's instance profile to instances. Default:
   * `default/session-manager-attach-instances`.
   */
  attachTemplate: string;
  /** Deletes a role. Default: `default/session-manager-role-delete`. */
  deleteTemplate: string;
}

/** The templates to open, where those that are given replace the defaults. */
export function roleTemplates({
  template = DEFAULT_TEMPLATE,
  attachTemplate = DEFAULT_ATTACH_TEMPLATE,
  deleteTemplate = DEFAULT_DELETE_TEMPLATE,
}: Partial<RoleTemplates>): RoleTemplates {
  return { template, attachTemplate, deleteTemplate };
}

/** The fields of the template that the card fills in. */
export interface TemplateFields {
  entityRef: string;
  roleName: string;
  accountId?: string;
  /** Only if the portal did not create the role and its instance profile. */
  instanceProfileName?: string;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const MAX_ROLE_NAME = 64;
const SUFFIX = '-session-role';

/** The default role name for a service. */
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
