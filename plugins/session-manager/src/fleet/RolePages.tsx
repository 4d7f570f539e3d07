import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useSearchParams } from 'react-router-dom';
import { PageTurner } from '../components/list/PageTurner';
import { sessionManagerTranslationRef } from '../translation/ref';
import { fleetParams, FleetState } from './fleetState';
import { useEarlierPages } from './useEarlierPages';

/** How many there are, and the way to the other pages. */
export function RolePages({
  count,
  nextCursor,
  state,
}: {
  count: string;
  nextCursor: string | undefined;
  state: FleetState;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [, setParams] = useSearchParams();
  const { earlier, next, previous } = useEarlierPages();
  const isShared = earlier.length === 0;
  const open = (cursor: string | undefined, locationState: object) => () =>
    setParams(fleetParams({ ...state, cursor }), { state: locationState });
  return (
    <PageTurner
      count={count}
      previous={isShared && state.cursor ? t('fleet.firstPage') : undefined}
      onPrevious={
        state.cursor ? open(earlier.at(-1) || undefined, previous) : undefined
      }
      onNext={nextCursor ? open(nextCursor, next(state.cursor)) : undefined}
    />
  );
}
