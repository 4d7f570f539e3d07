import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  DefaultEntityFilters,
  EntityAutocompletePicker,
} from '@backstage/plugin-catalog-react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { READINESS_STATES } from 'backstage-plugin-session-manager-common';
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
  );
}
