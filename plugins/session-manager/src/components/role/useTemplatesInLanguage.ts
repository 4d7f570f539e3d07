import { useApiHolder } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { RoleTemplates, templateParams } from './templateForm';

/**
 * The templates in the user's language, named `<name>-<language>`. Those that the
 * portal does not have in that language stay as they are.
 */
export function useTemplatesInLanguage(
  templates: RoleTemplates,
): RoleTemplates {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const language = t('language');
  const apis = useApiHolder();
  const { template, attachTemplate, deleteTemplate } = templates;
  const { value } = useAsync(async () => {
    const catalog = apis.get(catalogApiRef);
    if (language === 'en' || !catalog) {
      return undefined;
    }
    const inLanguage = (name: string) => localized(name, language, catalog);
    const found = await Promise.all(
      [template, attachTemplate, deleteTemplate].map(inLanguage),
    );
    return {
      template: found[0],
      attachTemplate: found[1],
      deleteTemplate: found[2],
    };
  }, [apis, language, template, attachTemplate, deleteTemplate]);
  return value ?? templates;
}

async function localized(
  template: string,
  language: string,
  catalog: Pick<CatalogApi, 'getEntityByRef'>,
): Promise<string> {
  const { namespace, templateName } = templateParams(template);
  const name = `${templateName}-${language}`;
  const entity = await catalog.getEntityByRef({
    kind: 'Template',
    namespace,
    name,
  });
  return entity ? `${namespace}/${name}` : template;
}
