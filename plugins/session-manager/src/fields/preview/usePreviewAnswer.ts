import { useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { PortalProblem } from '../../api/portalProblem';
import { useDebouncedValue } from '../../hooks/useDebouncedValue';
import { useQuery } from '../../hooks/useQuery';
import { refusalOf } from './refusalOf';

/** Milliseconds without a change before the portal is called. */
const PAUSE = 400;

/** The portal's answer to a form. */
export interface PreviewAnswer<Answer> {
  /** The last answer, to the current form or to a previous one. */
  answer?: Answer;
  isCurrent: boolean;
  /** Whether the answer to the current form is loading. */
  isWaiting: boolean;
  /** Why the portal refuses the current form. */
  refusal?: string;
  /** Why the answer could not be loaded. */
  problem?: PortalProblem;
}

/** Asks the portal about a form, after a pause. */
export function usePreviewAnswer<Question, Answer>(
  question: Question | undefined,
  load: (api: SessionManagerApi, question: Question) => Promise<Answer>,
): PreviewAnswer<Answer> {
  const api = useApi(sessionManagerApiRef);
  // As text, so that an equal form is the same query.
  const form = question && JSON.stringify(question);
  const asked = useDebouncedValue(form, PAUSE);
  const query = useMemo(
    () => (asked === undefined ? undefined : () => ask(asked, api, load)),
    [asked, api, load],
  );
  const { checking, known, problem } = useQuery(query);

  const isCurrent = known !== undefined && known.form === form;
  return {
    isCurrent,
    isWaiting: form !== undefined && !isCurrent && (checking || asked !== form),
    ...(known && 'answer' in known && { answer: known.answer }),
    ...(isCurrent && 'refusal' in known && { refusal: known.refusal }),
    ...(!isCurrent && { problem }),
  };
}

async function ask<Question, Answer>(
  form: string,
  api: SessionManagerApi,
  load: (api: SessionManagerApi, question: Question) => Promise<Answer>,
): Promise<{ form: string } & ({ answer: Answer } | { refusal: string })> {
  try {
    return { form, answer: await load(api, JSON.parse(form)) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) {
      throw error;
    }
    return { form, refusal };
  }
}
