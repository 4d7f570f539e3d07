import { useRouteRef } from '@backstage/core-plugin-api';
import { selectedTemplateRouteRef } from '../../routes';
import { ActionButton } from './ActionButton';
import { NoForms } from './NoForms';
import { formQuery, templateParams } from './templateForm';

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
  const templateRoute = useRouteRef(selectedTemplateRouteRef);
  if (!templateRoute) {
    return <NoForms />;
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
