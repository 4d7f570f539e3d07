import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  catalogApiRef,
  DefaultEntityFilters,
  EntityAutocompletePicker,
} from '@backstage/plugin-catalog-react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import {
  READINESS_STATES,
  ROLE_ENTITY_TYPE,
} from 'backstage-plugin-session-manager-common';
import { NotShown } from '../components/NotShown';
import { useIsAdministrator } from '../hooks/useIsAdministrator';
import { useQuery } from '../hooks/useQuery';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ROLE_STATE_FIELD, RoleStateFilter } from './RoleStateFilter';

type Filters = DefaultEntityFilters & { sessionManagerState?: RoleStateFilter };

/**
 * The filter of the catalog by the state of roles. It is there while the other
 * filters leave entities that are roles.
 */
export function RoleStatePicker() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const nameOf = (value: string) => {
    const state = READINESS_STATES.find(one => one === value);
    return state ? t(`state.${state}`) : value;
  };
  return (
    <>
      <NoRoles />
      <EntityAutocompletePicker<Filters, 'sessionManagerState'>
        label={t('catalogFilter.state')}
        name="sessionManagerState"
        path={ROLE_STATE_FIELD}
        Filter={RoleStateFilter}
        filtersForAvailableValues={['kind', 'type']}
        getOptionLabel={nameOf}
        renderOption={(value, { selected }) => (
          <FormControlLabel
            control={<Checkbox size="small" checked={selected} />}
            label={nameOf(value)}
            onClick={event => event.preventDefault()}
          />
        )}
      />
    </>
  );
}

/** Whether the catalog has any roles, for those who can change that. */
function NoRoles() {
  return useIsAdministrator() ? <NoRolesInCatalog /> : null;
}

function NoRolesInCatalog() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const catalog = useApi(catalogApiRef);
  const load = useCallback(async () => {
    const { items } = await catalog.queryEntities({
      filter: { kind: 'Resource', 'spec.type': ROLE_ENTITY_TYPE },
      fields: ['kind'],
      limit: 1,
    });
    return items.length > 0;
  }, [catalog]);
  const { known: hasRoles } = useQuery(load);
  return hasRoles === false ? (
    <NotShown>{t('notShown.roleState')}</NotShown>
  ) : null;
}
