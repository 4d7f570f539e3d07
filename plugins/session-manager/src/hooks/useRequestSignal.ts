import { useEffect, useRef } from 'react';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  REQUESTS_CHANNEL,
  RequestSignal,
} from 'backstage-plugin-session-manager-common';

const SETTLED_MS = 300;

/**
 * Calls back when requests have changed: once for several changes at a time.
 *
 * @param requestId - only for this one
 */
export function useRequestSignal(onChange: () => void, requestId?: string) {
  const { lastSignal } = useSignal<RequestSignal>(REQUESTS_CHANNEL);
  const callback = useRef(onChange);
  callback.current = onChange;

  useEffect(() => {
    const concerns =
      lastSignal && (!requestId || lastSignal.requestId === requestId);
    if (!concerns) {
      return undefined;
    }
    const timer = setTimeout(() => callback.current(), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [lastSignal, requestId]);
}
