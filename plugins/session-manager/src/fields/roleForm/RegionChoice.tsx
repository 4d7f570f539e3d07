import { useId } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { useRoleForm } from './RoleFormContext';

/** The region of the session preferences, if the account has several. */
export function RegionChoice() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { form, facts, change } = useRoleForm();
  const id = useId();
  const { regions = [] } = facts.preferences ?? {};
  // While another one is read, its name stays.
  const options =
    typeof form.region === 'string' && form.region && regions.length === 0
      ? [form.region]
      : regions;
  if (options.length < 2 && !form.region) {
    return null;
  }
  return (
    <TextField
      id={id}
      select
      fullWidth
      label={t('roleForm.region')}
      helperText={t('roleForm.regionHelp')}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ native: true }}
      value={form.region || options[0]}
      onChange={({ target }) => change({ region: target.value })}
    >
      {options.map(region => (
        <option key={region} value={region}>
          {region}
        </option>
      ))}
    </TextField>
  );
}
