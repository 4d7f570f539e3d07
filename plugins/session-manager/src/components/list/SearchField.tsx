import { useEffect, useRef, useState } from 'react';
import TextField from '@material-ui/core/TextField';

const TYPED_MS = 300;

/** A text to search for, which applies when typing pauses. */
export function SearchField({
  id,
  label,
  hint,
  value,
  onSearch,
  className,
}: {
  id: string;
  label: string;
  hint: string;
  value: string;
  onSearch: (text: string) => void;
  className: string;
}) {
  const [text, setText] = useState(value);
  const search = useRef(onSearch);
  search.current = onSearch;

  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text.trim() !== value) {
        search.current(text.trim());
      }
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, value]);

  return (
    <TextField
      type="search"
      variant="outlined"
      size="small"
      id={id}
      className={className}
      label={label}
      placeholder={hint}
      InputLabelProps={{ shrink: true }}
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  );
}
