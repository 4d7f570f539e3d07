import { useCallback, useId } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ResponseError } from '@backstage/errors';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  PreviewRequest,
  RolePreview,
} from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { ProblemNotice } from '../card/ProblemNotice';
import { VisuallyHidden } from '../card/VisuallyHidden';
import { useAnswer } from '../check/useAnswer';
import { roleOfForm } from '../template/roleForm';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useSettled } from '../words/useSettled';
import { RolePreviewView } from './RolePreviewView';
import { RolePreviewProps } from './schema';

/** Milliseconds without a change after which the portal is asked. */
const PAUSE = 400;

/**
 * A field of a template's form that shows what would come of it: would sessions
 * work, what changes, who approves, and the policy. It follows the form.
 */
export function RolePreviewField({
  formContext,
  schema,
  uiSchema,
}: RolePreviewProps) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const id = useId();
  const request = roleOfForm(formContext?.formData ?? {}, {
    hasLogs: uiSchema['ui:options']?.logs ?? true,
  });
  // As text, the same form is the same question.
  const question = useSettled(request && JSON.stringify(request), PAUSE);
  return (
    <section aria-labelledby={id}>
      <Typography id={id} variant="h6" component="h3">
        {schema.title ?? t('preview.title')}
      </Typography>
      {question ? (
        <Preview question={question} />
      ) : (
        <Typography variant="body2">{t('preview.incomplete')}</Typography>
      )}
    </section>
  );
}

/** What would come of it, or what is wrong with it. */
type Outcome = { preview: RolePreview } | { refusal: string };

async function askFor(
  request: PreviewRequest,
  api: SessionManagerApi,
): Promise<Outcome> {
  try {
    return { preview: await api.previewRole(request) };
  } catch (error) {
    if (ResponseError.is(error) && error.statusCode === 400) {
      return { refusal: error.cause.message };
    }
    throw error;
  }
}

function Preview({ question }: { question: string }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const api = useApi(sessionManagerApiRef);
  const { checking, known, problem } = useAnswer(
    useCallback(
      () => askFor(JSON.parse(question) as PreviewRequest, api),
      [api, question],
    ),
  );
  return (
    <>
      <VisuallyHidden>
        <span role="status">
          {checking && t('preview.looking')}
          {!checking && !problem && t('preview.ready')}
        </span>
      </VisuallyHidden>
      {problem && <ProblemNotice problem={problem} />}
      {!known && !problem && <PreviewSkeleton />}
      {known && !problem && (
        // What was asked last stays, paler, while the form moves on.
        <div aria-busy={checking} style={{ opacity: checking ? 0.6 : 1 }}>
          {'preview' in known ? (
            <RolePreviewView preview={known.preview} />
          ) : (
            <Typography variant="body2" color="error" role="alert">
              {t('preview.refused', { detail: known.refusal })}
            </Typography>
          )}
        </div>
      )}
    </>
  );
}

function PreviewSkeleton() {
  return (
    <div aria-hidden>
      <Typography variant="h6" component="div">
        <Skeleton width="60%" />
      </Typography>
      <Typography variant="body2" component="div">
        <Skeleton width="90%" />
        <Skeleton width="80%" />
        <Skeleton width="85%" />
      </Typography>
    </div>
  );
}
