import { roleOfArn } from '../aws/arn';

/**
 * The annotation with a service's Session Manager roles: one ARN, or several
 * separated by commas.
 *
 * @public
 */
export const ROLE_ARN_ANNOTATION = 'aws.amazon.com/session-manager-role-arn';

/**
 * The annotation for IAM roles of other plugins, which is read as well.
 *
 * @public
 */
export const IAM_ROLE_ARN_ANNOTATION = 'amazon.com/iam-role-arn';

/**
 * Returns the distinct role ARNs in an entity's annotations, and the values
 * that are not role ARNs.
 *
 * @public
 */
export function annotatedRoles(
  annotations: Readonly<Record<string, string>> | undefined,
): { arns: string[]; invalid: string[] } {
  const texts = [ROLE_ARN_ANNOTATION, IAM_ROLE_ARN_ANNOTATION].flatMap(name =>
    (annotations?.[name] ?? '')
      .split(',')
      .map(text => text.trim())
      .filter(Boolean),
  );
  const unique = [...new Set(texts)];
  return {
    arns: unique.filter(text => roleOfArn(text)),
    invalid: unique.filter(text => !roleOfArn(text)),
  };
}
