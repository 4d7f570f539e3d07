import { Content } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { sessionManagerTranslationRef } from '../translation/ref';

/** Said at an address under the plugin's pages that none of them has. */
export function NoSuchPage() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Content>
      <Typography role="alert">{t('notShown.page')}</Typography>
    </Content>
  );
}
