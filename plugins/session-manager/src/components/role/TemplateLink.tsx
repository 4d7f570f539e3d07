import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { selectedTemplateRouteRef } from '../../routes';
import { ActionButton } from './ActionButton';
import { formQuery, templateParams } from './templateForm';
import { sessionManagerTranslationRef } from '../../translation/ref';

/**
 * Opens a template for a role with known fields filled in. Nothing without the
 * scaffolder.
 */
export function TemplateLink({
  label,
  roleName,
  template,
  fields,
  button = false,
}: {
  label: string;
  /** The role, if there may be such a link for others too. */
  roleName?: string;
  /** `namespace/name` */
  template: string;
  fields: object;
  /** Whether it is the main action, as a button. */
  button?: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const templateRoute = useRouteRef(selectedTemplateRouteRef);
  if (!templateRoute) {
    return null;
  }
  const target = {
    to: `${templateRoute(templateParams(template))}?${formQuery(fields)}`,
    ...(roleName && {
      'aria-label': t('role.actionOf', { action: label, name: roleName }),
    }),
  };
  return button ? (
    <ActionButton variant="contained" {...target}>
      {label}
    </ActionButton>
  ) : (
    <Link variant="body2" {...target}>
      {label}
    </Link>
  );
}
