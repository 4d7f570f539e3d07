import { useId } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { ProblemNotice } from '../../components/ProblemNotice';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { roleOfForm } from '../../components/role/roleForm';
import { labelFields } from '../../translation/fieldLabels';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { RolePreviewView } from './RolePreviewView';
import { RolePreviewProps } from './schema';
import { PreviewedRole, LivePreview, useRolePreview } from './useRolePreview';

/**
 * A field of a template's form that shows what would come of it: would sessions
 * work, what changes, who approves, and the policy. It follows the form: what
 * the browser can tell changes with each key.
 */
export function RolePreviewField({
  formContext,
  schema,
  uiSchema,
}: RolePreviewProps) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const id = useId();
  const live = useRolePreview(
    roleOfForm(formContext?.formData ?? {}, {
      hasLogs: uiSchema['ui:options']?.logs ?? true,
    }),
  );
  return (
    <section aria-labelledby={id}>
      <Typography id={id} variant="h6" component="h3">
        {schema.title ?? t('preview.title')}
      </Typography>
      {live ? (
        <Preview live={live} />
      ) : (
        <Typography variant="body2">{t('preview.incomplete')}</Typography>
      )}
    </section>
  );
}

function Preview({ live }: { live: LivePreview }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return 'refusal' in live ? (
    <Typography variant="body2" color="error" role="alert">
      {t('preview.refused', { detail: labelFields(live.refusal, t) })}
    </Typography>
  ) : (
    <Foreseen role={live} />
  );
}

function Foreseen({ role }: { role: PreviewedRole }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { answer, isWaiting, problem } = role;
  return (
    <>
      <VisuallyHidden>
        <span role="status">
          {isWaiting && t('preview.looking')}
          {answer?.isCurrent && t('preview.ready')}
        </span>
      </VisuallyHidden>
      {problem && <ProblemNotice problem={problem} />}
      <RolePreviewView role={role} />
    </>
  );
}
