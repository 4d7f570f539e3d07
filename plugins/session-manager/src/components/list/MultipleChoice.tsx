import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { listText } from '../../translation/listText';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** Selects several options. No selection means any. */
export function MultipleChoice<Option extends string>({
  id,
  className,
  label,
  any,
  options,
  value,
  words,
  onChange,
}: {
  id: string;
  className: string;
  label: string;
  any: string;
  options: readonly Option[];
  value: Option[];
  words: (option: Option) => string;
  onChange: (value: Option[]) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <TextField
      select
      variant="outlined"
      size="small"
      id={id}
      className={className}
      label={label}
      InputLabelProps={{ shrink: true }}
      SelectProps={{
        multiple: true,
        displayEmpty: true,
        value,
        onChange: ({ target }) => onChange(target.value as Option[]),
        renderValue: chosen =>
          listText((chosen as Option[]).map(words), t) || any,
      }}
    >
      {options.map(option => (
        <MenuItem key={option} value={option}>
          {words(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}
