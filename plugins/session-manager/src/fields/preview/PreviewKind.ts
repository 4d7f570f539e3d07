import { SessionManagerApi } from '../../api/SessionManagerApi';
import { FormData } from '../../hooks/formSubject';
import { Translate } from '../../translation/Translate';
import { PreviewOptions } from './schema';

/** What a form asks the portal, and what its answer means for the form. */
export interface PreviewKind<Question, Answer> {
  /** Undefined while the form is incomplete. */
  questionOf(form: FormData, options: PreviewOptions): Question | undefined;
  load(api: SessionManagerApi, question: Question): Promise<Answer>;
  /** Why the task would be refused, in the user's language. */
  refusals(answer: Answer, form: FormData, t: Translate): string[];
  /** What the form still needs before the task can start. */
  missing?(answer: Answer, form: FormData, t: Translate): string[];
}
