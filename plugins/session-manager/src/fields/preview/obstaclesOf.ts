import { SessionManagerApi } from '../../api/SessionManagerApi';
import { labelFields } from '../../translation/fieldLabels';
import { Translate } from '../../translation/Translate';
import { attachmentKind } from './attachment/attachmentKind';
import { deletionKind } from './deletion/deletionKind';
import { logAccessKind } from './logAccess/logAccessKind';
import { PreviewKind } from './PreviewKind';
import { FormData } from '../../hooks/formSubject';
import { refusalOf } from './refusalOf';
import { roleKind } from './roleKind';
import { PreviewOptions } from './schema';

/** What a form is checked with. */
interface FormCheck {
  form: FormData;
  options: PreviewOptions;
  api: SessionManagerApi;
  t: Translate;
}

/**
 * Why the task of a form would not succeed, with the form's current values.
 * Empty if it can, and if the portal cannot tell.
 */
export async function obstaclesOf(check: FormCheck): Promise<string[]> {
  switch (check.options.of) {
    case 'deletion':
      return obstaclesIn(deletionKind, check);
    case 'attachment':
      return obstaclesIn(attachmentKind, check);
    case 'log-access':
      return obstaclesIn(logAccessKind, check);
    default:
      return obstaclesIn(roleKind, check);
  }
}

async function obstaclesIn<Question, Answer>(
  kind: PreviewKind<Question, Answer>,
  { form, options, api, t }: FormCheck,
): Promise<string[]> {
  const question = kind.questionOf(form, options);
  if (question === undefined) {
    return [t('preview.incomplete')];
  }
  try {
    const answer = await kind.load(api, question);
    return [
      ...kind.refusals(answer, form, t),
      ...(kind.missing?.(answer, form, t) ?? []),
    ];
  } catch (error) {
    const refusal = refusalOf(error);
    return refusal === undefined ? [] : [labelFields(refusal, t)];
  }
}
