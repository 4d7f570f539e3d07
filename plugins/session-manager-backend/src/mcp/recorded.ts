import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { audited } from '../routes/audited';

/** Records the call in the audit log, as the routes do for HTTP requests. */
export async function recorded<T>(
  { auditor }: { auditor: AuditorService },
  eventId: string,
  question: JsonObject,
  answerQuestion: () => Promise<T>,
): Promise<T> {
  let answer: T | undefined;
  await audited(
    auditor,
    { eventId, severityLevel: 'low', meta: { ...question, by: 'action' } },
    async () => {
      answer = await answerQuestion();
      return undefined;
    },
  );
  return answer as T;
}
