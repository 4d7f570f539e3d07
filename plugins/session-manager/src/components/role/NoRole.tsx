import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { proposedRoleName } from './templateForm';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { CreateButton } from './CreateButton';
import { NotAllowed } from '../NotAllowed';

/** What a role is for, and how to create one. */
export function NoRole({
  entityRef,
  template,
  sure,
  may,
}: {
  entityRef: string;
  template: string;
  /** Whether every account was searched. */
  sure: boolean;
  /** Whether the caller may create or request a role. */
  may: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Typography variant="body1" paragraph>
        {sure ? t('noRole.lead') : t('warning.unknown')}
      </Typography>
      {may ? (
        <CreateButton
          label={t('noRole.create')}
          template={template}
          fields={{ entityRef, roleName: proposedRoleName(entityRef) }}
        />
      ) : (
        <NotAllowed what="create" />
      )}
    </>
  );
}
