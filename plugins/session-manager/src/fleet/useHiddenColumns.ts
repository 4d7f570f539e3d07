import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import useObservable from 'react-use/esm/useObservable';
import { useMemo } from 'react';
import { Column, OPTIONAL_COLUMNS } from './columns';

const BUCKET = 'session-manager';
const KEY = 'hiddenRoleColumns';

/** The columns that the person has hidden, kept in their settings. */
export function useHiddenColumns(): {
  hidden: readonly Column[];
  onHide: (columns: readonly Column[]) => void;
} {
  const storageApi = useApi(storageApiRef);
  const storage = useMemo(() => storageApi.forBucket(BUCKET), [storageApi]);
  const changes = useMemo(() => storage.observe$<string[]>(KEY), [storage]);
  const { value } = useObservable(changes, storage.snapshot<string[]>(KEY));
  return {
    hidden: OPTIONAL_COLUMNS.filter(column => value?.includes(column)),
    onHide: columns => {
      storage.set(KEY, [...columns]);
    },
  };
}
