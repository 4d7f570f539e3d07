import { useCallback, useMemo, useState } from 'react';
import {
  PreviewBasis,
  PreviewRequest,
  RolePreview,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerApi } from '../../api/SessionManagerApi';
import { PortalProblem } from '../../api/portalProblem';
import { LocalPreview, localPreview } from './localPreview';
import { usePreviewAnswer } from './usePreviewAnswer';

/** The preview of a form, or why the form is invalid. */
export type LivePreview = { refusal: string } | PreviewedRole;

/** The preview of a valid form. */
export interface PreviewedRole {
  /** The browser's preview of the current form. */
  local: Exclude<LocalPreview, { refusal: string }>;
  /** The portal's last preview in this account, of this form or the previous one. */
  answer?: { preview: RolePreview; isCurrent: boolean };
  /** Whether the portal's preview of the current form is loading. */
  isWaiting: boolean;
  /** Why the portal's preview could not be loaded. */
  problem?: PortalProblem;
}

/**
 * Previews a form: immediately in the browser, and after a pause by the portal.
 * `undefined` while the form is incomplete.
 */
export function useRolePreview(
  request: PreviewRequest | undefined,
): LivePreview | undefined {
  // Read only together with the response that contained them.
  const [bases] = useState<Bases>(() => new Map());
  const account = accountOf(request);
  const basis = bases.get(account);
  // As text, so that an equal form is the same query.
  const form = request && JSON.stringify(request);
  const local = useMemo(
    () =>
      form === undefined ? undefined : localPreview(JSON.parse(form), basis),
    [form, basis],
  );
  const isSent = local !== undefined && !('refusal' in local);
  const load = useCallback(
    async (api: SessionManagerApi, asked: PreviewRequest) => {
      const preview = await api.previewRole(asked);
      const of = accountOf(asked);
      if (preview.basis) {
        bases.set(of, preview.basis);
      }
      return { account: of, preview };
    },
    [bases],
  );
  const { answer, isCurrent, isWaiting, refusal, problem } = usePreviewAnswer(
    isSent ? request : undefined,
    load,
  );

  if (!local || 'refusal' in local) {
    return local;
  }
  if (refusal !== undefined) {
    return { refusal };
  }
  const isUsable = answer?.account === account && (isCurrent || !problem);
  return {
    local,
    ...(isUsable && { answer: { preview: answer.preview, isCurrent } }),
    isWaiting,
    problem,
  };
}

/** The basis of the last preview, by account. */
type Bases = Map<string, PreviewBasis>;

/** The account in the form; empty for the portal's own account. */
function accountOf(request: PreviewRequest | undefined): string {
  return request?.spec.accountId ?? '';
}
