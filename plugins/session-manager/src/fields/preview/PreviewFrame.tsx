import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { ProblemNotice } from '../../components/ProblemNotice';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { PreviewKind } from './PreviewKind';
import { FormData, formText } from '../../hooks/formSubject';
import { PartSkeleton } from './PreviewParts';
import { InvalidFields, Refusals } from './Refusals';
import { usePreviewAnswer } from './usePreviewAnswer';

/** Loads a preview, and shows why the task would be refused, or what it does. */
export function PreviewFrame<Question, Answer>({
  kind,
  form,
  incomplete,
  children,
}: {
  kind: PreviewKind<Question, Answer>;
  form: FormData;
  /** What the form lacks for a preview. */
  incomplete: string;
  children: (
    answer: Answer,
    state: { isSettled: boolean; isRefused: boolean },
  ) => ReactNode;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const question = kind.questionOf(form, {});
  const { answer, isCurrent, isWaiting, problem, refusal } = usePreviewAnswer(
    question,
    kind.load,
  );
  if (question === undefined) {
    return <Typography variant="body2">{incomplete}</Typography>;
  }
  if (refusal !== undefined) {
    return (
      <InvalidFields
        refusal={refusal}
        entityRef={formText(form, 'entityRef')}
      />
    );
  }
  const refusals = answer ? kind.refusals(answer, form, t) : [];
  return (
    <>
      <VisuallyHidden>
        <span role="status">
          {isWaiting && t('preview.loading')}
          {isCurrent && t('preview.ready')}
        </span>
      </VisuallyHidden>
      {problem && <ProblemNotice problem={problem} />}
      {isCurrent && <Refusals refusals={refusals} />}
      {answer &&
        children(answer, {
          isSettled: isCurrent || problem !== undefined,
          isRefused: refusals.length > 0,
        })}
      {!answer && !problem && <PartSkeleton />}
    </>
  );
}
