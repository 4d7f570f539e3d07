import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';

/** A value after it has not changed for a while. */
export function useDebouncedValue<T>(value: T, milliseconds: number): T {
  const [debounced, setDebounced] = useState(value);
  useDebounce(() => setDebounced(value), milliseconds, [value]);
  return debounced;
}
