import { useCallback, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useInterval from 'react-use/esm/useInterval';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ageOf } from './age';

const TICK_MS = 30_000;

/** Formats how long ago a time was, and updates it while it is shown. */
export function useRelativeTime(): (moment: string) => string {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [now, setNow] = useState(Date.now);

  useInterval(() => setNow(Date.now()), TICK_MS);

  return useCallback(
    (moment: string) => {
      const { unit, value } = ageOf(moment, now);
      return t(`ago.${unit}`, { value });
    },
    [t, now],
  );
}
