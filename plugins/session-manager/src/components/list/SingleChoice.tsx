import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';

const useStyles = makeStyles({
  // A long option does not make the menu wider than the page.
  option: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

/** Selects one option, or any. */
export function SingleChoice<Option extends string>({
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
  value: Option | undefined;
  words: (option: Option) => string;
  onChange: (value: Option | undefined) => void;
}) {
  const classes = useStyles();
  const all =
    value === undefined || options.includes(value)
      ? options
      : [...options, value];
  return (
    <TextField
      select
      variant="outlined"
      size="small"
      id={id}
      className={className}
      label={label}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ displayEmpty: true }}
      value={value ?? ''}
      onChange={({ target }) =>
        onChange((target.value as Option | '') || undefined)
      }
    >
      <MenuItem value="">{any}</MenuItem>
      {all.map(option => (
        <MenuItem key={option} value={option} className={classes.option}>
          {words(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}
