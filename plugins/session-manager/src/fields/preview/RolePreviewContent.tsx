import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { ProblemNotice } from '../../components/ProblemNotice';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { FormData, formText } from '../../hooks/formSubject';
import { InvalidFields } from './Refusals';
import { roleKind } from './roleKind';
import { RolePreviewView } from './RolePreviewView';
import { PreviewOptions } from './schema';
import { useRolePreview } from './useRolePreview';

/**
 * The preview of a role: readiness, changes, approvals and policy. What the
 * browser can predict is updated with each keystroke.
 */
export function RolePreviewContent({
  form,
  options,
}: {
  form: FormData;
  options: PreviewOptions;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const live = useRolePreview(roleKind.questionOf(form, options));
  if (!live) {
    return <Typography variant="body2">{t('preview.incomplete')}</Typography>;
  }
  if ('refusal' in live) {
    return (
      <InvalidFields
        refusal={live.refusal}
        entityRef={formText(form, 'entityRef')}
      />
    );
  }
  const { answer, isWaiting, problem } = live;
  return (
    <>
      <VisuallyHidden>
        <span role="status">
          {isWaiting && t('preview.loading')}
          {answer?.isCurrent && t('preview.ready')}
        </span>
      </VisuallyHidden>
      {problem && <ProblemNotice problem={problem} />}
      <RolePreviewView role={live} form={form} />
    </>
  );
}
