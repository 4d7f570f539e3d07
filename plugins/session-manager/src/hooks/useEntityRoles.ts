import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRoles } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { Answer, useAnswer } from './useAnswer';

/** What is known of an entity's roles, and how the last check went. */
export type Check = Answer<EntityRoles>;

/** Checks once when shown, and again when asked to. */
export function useEntityRoles(
  entityRef: string,
): Check & { checkAgain: () => void } {
  const api = useApi(sessionManagerApiRef);
  const ask = useCallback(
    (again: boolean) => api.getEntityRoles(entityRef, { refresh: again }),
    [api, entityRef],
  );
  const { askAgain, ...check } = useAnswer(ask);
  return { ...check, checkAgain: askAgain };
}
