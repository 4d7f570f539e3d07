import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { selectedTemplateRouteRef } from '../../routes';
import { ActionButton } from './ActionButton';
import { formQuery, templateParams } from './templateForm';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** Opens the template with known fields filled in. */
export function CreateButton({
  label,
  template,
  fields,
}: {
  label: string;
  /** `namespace/name` */
  template: string;
  fields: object;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const templateRoute = useRouteRef(selectedTemplateRouteRef);
  if (!templateRoute) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('noRole.noScaffolder')}
      </Typography>
    );
  }
  return (
    <ActionButton
      variant="contained"
      to={`${templateRoute(templateParams(template))}?${formQuery(fields)}`}
    >
      {label}
    </ActionButton>
  );
}
