import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { proposedRoleName } from '../template/templateForm';
import { sessionManagerTranslationRef } from '../translation/ref';
import { CreateButton } from './CreateButton';

/** What a role would give, and the way to one. */
export function NoRole({
  entityRef,
  template,
  sure,
}: {
  entityRef: string;
  template: string;
  /** Whether every account was searched. */
  sure: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Typography variant="body1" paragraph>
        {sure ? t('noRole.lead') : t('warning.unknown')}
      </Typography>
      <CreateButton
        label={t('noRole.create')}
        template={template}
        fields={{ entityRef, roleName: proposedRoleName(entityRef) }}
      />
    </>
  );
}
