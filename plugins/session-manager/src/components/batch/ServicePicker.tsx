import { useCallback, useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { SERVICE_KINDS } from '../../availability';
import { useDebouncedValue } from '../../hooks/useDebouncedValue';
import { useQuery } from '../../hooks/useQuery';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { comboboxInputProps, useComboboxProps } from '../combobox';

const OFFERED = 20;

/** Chooses a service of the catalog by its name. */
export function ServicePicker({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (entityRef: string | undefined) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const combobox = useComboboxProps();
  const [text, setText] = useState('');
  const { known = [], checking } = useServices(useDebouncedValue(text, 300));
  return (
    <Autocomplete<string>
      {...combobox}
      value={value ?? null}
      options={known}
      loading={checking}
      filterOptions={options => options}
      getOptionSelected={(option, chosen) => option === chosen}
      onChange={(_, chosen) => onChange(chosen ?? undefined)}
      onInputChange={(_, input) => setText(input)}
      renderInput={params => (
        <TextField
          {...params}
          required
          margin="normal"
          variant="outlined"
          label={t('batch.dialog.service')}
          inputProps={comboboxInputProps(params, known.length > 0)}
        />
      )}
    />
  );
}

function useServices(text: string) {
  const catalog = useApi(catalogApiRef);
  const load = useCallback(async () => {
    const { items } = await catalog.queryEntities({
      filter: { kind: SERVICE_KINDS },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
      fullTextFilter: { term: text, fields: ['metadata.name'] },
      limit: OFFERED,
    });
    return items.map(entity => stringifyEntityRef(entity));
  }, [catalog, text]);
  return useQuery(load);
}
