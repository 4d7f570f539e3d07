import { useEffect, useId } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { AttachmentPreviewView } from './attachment/AttachmentPreviewView';
import { DeletionPreviewView } from './deletion/DeletionPreviewView';
import { LogAccessPreviewView } from './logAccess/LogAccessPreviewView';
import { FormData } from '../../hooks/formSubject';
import { RolePreviewContent } from './RolePreviewContent';
import { PreviewFieldProps, PreviewOptions } from './schema';

/** A form field that previews what the task would do. It changes nothing. */
export function PreviewField({
  formContext,
  formData,
  onChange,
  schema,
  uiSchema,
}: PreviewFieldProps) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const id = useId();
  useEffect(() => {
    // The form validates only fields that have a value.
    if (formData === undefined) {
      onChange('');
    }
  }, [formData, onChange]);
  return (
    <section aria-labelledby={id}>
      <Typography id={id} variant="h6" component="h3">
        {schema.title ?? t('preview.title')}
      </Typography>
      <Content
        form={formContext?.formData ?? {}}
        options={uiSchema['ui:options'] ?? {}}
      />
    </section>
  );
}

function Content({
  form,
  options,
}: {
  form: FormData;
  options: PreviewOptions;
}) {
  switch (options.of) {
    case 'deletion':
      return <DeletionPreviewView form={form} />;
    case 'attachment':
      return <AttachmentPreviewView form={form} />;
    case 'log-access':
      return <LogAccessPreviewView form={form} />;
    default:
      return <RolePreviewContent form={form} options={options} />;
  }
}
