import { useMemo, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  PreviewBasis,
  PreviewRequest,
  RolePreview,
} from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { PortalProblem } from '../../api/portalProblem';
import { useQuery } from '../../hooks/useQuery';
import { useDebouncedValue } from '../../hooks/useDebouncedValue';
import { LocalPreview, localPreview } from './localPreview';

/** Milliseconds without a change after which the portal is asked. */
const PAUSE = 400;

/** What would come of a form, as far as it is known, or what is wrong with it. */
export type LivePreview = { refusal: string } | PreviewedRole;

/** What would come of a form that can be sent. */
export interface PreviewedRole {
  /** What the browser tells: always of the form as it is. */
  local: Exclude<LocalPreview, { refusal: string }>;
  /** What the portal told of the account last, of this form or the one before. */
  answer?: { preview: RolePreview; isCurrent: boolean };
  /** The portal has yet to tell of the form as it is. */
  isWaiting: boolean;
  /** Why the portal does not tell. */
  problem?: PortalProblem;
}

/**
 * Follows a form: what the browser can tell of it at once, and after a pause
 * what only the portal can. `undefined` while the form is incomplete.
 */
export function useRolePreview(
  request: PreviewRequest | undefined,
): LivePreview | undefined {
  const api = useApi(sessionManagerApiRef);
  // Only ever read together with the answer that brought them.
  const [bases] = useState<Bases>(() => new Map());
  const account = accountOf(request);
  const basis = bases.get(account);
  // As text, the same form is the same question.
  const form = request && JSON.stringify(request);
  const local = useMemo(
    () =>
      form === undefined ? undefined : localPreview(JSON.parse(form), basis),
    [form, basis],
  );
  const isSent = local !== undefined && !('refusal' in local);
  const question = useDebouncedValue(isSent ? form : undefined, PAUSE);
  const ask = useMemo(
    () =>
      question === undefined
        ? undefined
        : () => fetchPreview(question, api, bases),
    [question, api, bases],
  );
  const { checking, known, problem } = useQuery(ask);

  if (!local || 'refusal' in local) {
    return local;
  }
  const isCurrent = known?.form === form;
  if (known && isCurrent && 'refusal' in known) {
    return { refusal: known.refusal };
  }
  const isUsable = known?.account === account && (isCurrent || !problem);
  return {
    local,
    ...(isUsable &&
      'preview' in known && { answer: { preview: known.preview, isCurrent } }),
    isWaiting: !isCurrent && (checking || question !== form),
    ...(!isCurrent && { problem }),
  };
}

/** What each account's previews were made with last. */
type Bases = Map<string, PreviewBasis>;

/** The portal's own account has no name in a form. */
function accountOf(request: PreviewRequest | undefined): string {
  return request?.spec.accountId ?? '';
}

/** What the portal told, of which form. */
type PortalAnswer = { form: string; account: string } & (
  { preview: RolePreview } | { refusal: string }
);

async function fetchPreview(
  form: string,
  api: SessionManagerApi,
  bases: Bases,
): Promise<PortalAnswer> {
  const request: PreviewRequest = JSON.parse(form);
  const account = accountOf(request);
  try {
    const preview = await api.previewRole(request);
    if (preview.basis) {
      bases.set(account, preview.basis);
    }
    return { form, account, preview };
  } catch (error) {
    if (ResponseError.is(error) && error.statusCode === 400) {
      return { form, account, refusal: error.cause.message };
    }
    throw error;
  }
}
