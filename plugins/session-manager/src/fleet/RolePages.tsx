import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FleetRoleList } from 'backstage-plugin-session-manager-common';
import { useSearchParams } from 'react-router-dom';
import { PageTurner } from '../components/list/PageTurner';
import { sessionManagerTranslationRef } from '../translation/ref';
import { fleetParams, FleetState } from './fleetState';
import { useEarlierPages } from './useEarlierPages';

/** The number of roles, and the way to the other pages. */
export function RolePages({
  page: { totalItems, pageInfo },
  state,
}: {
  page: FleetRoleList;
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
      count={t('fleet.count', { count: totalItems })}
      previous={isShared && state.cursor ? t('fleet.firstPage') : undefined}
      onPrevious={
        state.cursor ? open(earlier.at(-1) || undefined, previous) : undefined
      }
      onNext={
        pageInfo.nextCursor
          ? open(pageInfo.nextCursor, next(state.cursor))
          : undefined
      }
    />
  );
}
