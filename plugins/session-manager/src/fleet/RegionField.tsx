import { useEffect, useId, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { sessionManagerTranslationRef } from '../translation/ref';
import { isRegion } from './isRegion';

/** A region to filter by, which applies as soon as it is one. */
export function RegionField({
  regions,
  value,
  onChange,
  className,
}: {
  /** Those that are proposed. */
  regions: readonly string[];
  value: string | undefined;
  onChange: (region: string | undefined) => void;
  className: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [text, setText] = useState(value ?? '');
  const [isLeft, setLeft] = useState(false);
  const listId = useId();
  const isInvalid = isLeft && text !== '' && !isRegion(text);

  useEffect(() => setText(value ?? ''), [value]);

  return (
    <>
      <TextField
        variant="outlined"
        size="small"
        id="session-manager-fleet-region"
        className={className}
        label={t('fleet.filter.region')}
        placeholder={t('fleet.filter.regionHint')}
        InputLabelProps={{ shrink: true }}
        inputProps={{ list: listId, autoComplete: 'off' }}
        error={isInvalid}
        helperText={isInvalid && t('fleet.filter.regionInvalid')}
        value={text}
        onBlur={() => setLeft(true)}
        onChange={({ target }) => {
          const typed = target.value.trim();
          setText(typed);
          setLeft(false);
          if (typed === '' || isRegion(typed)) {
            onChange(typed || undefined);
          }
        }}
      />
      <datalist id={listId}>
        {regions.map(region => (
          <option key={region} value={region} />
        ))}
      </datalist>
    </>
  );
}
