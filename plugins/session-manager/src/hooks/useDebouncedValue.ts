import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';

/** A value once it stayed the same for a while, as it does between words. */
export function useDebouncedValue<T>(value: T, milliseconds: number): T {
  const [debounced, setDebounced] = useState(value);
  useDebounce(() => setDebounced(value), milliseconds, [value]);
  return debounced;
}
