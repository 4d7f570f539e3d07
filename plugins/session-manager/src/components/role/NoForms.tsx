import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useIsAdministrator } from '../../hooks/useIsAdministrator';
import { selectedTemplateRouteRef } from '../../routes';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { NotShown } from '../NotShown';

/** Why no form can be opened; nothing in an app with the scaffolder. */
export function NoForms() {
  const templateRoute = useRouteRef(selectedTemplateRouteRef);
  return templateRoute ? null : <Why />;
}

function Why() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const isAdministrator = useIsAdministrator();
  return (
    <NotShown>
      {t(isAdministrator ? 'notShown.forms' : 'noRole.noScaffolder')}
    </NotShown>
  );
}
