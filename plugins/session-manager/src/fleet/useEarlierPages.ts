import { useLocation } from 'react-router-dom';

/** The state of the location of a page: the cursors of the pages before it. */
interface FromPages {
  earlierCursors: string[];
}

/**
 * The pages before the one that is shown. The API returns the cursor of the
 * next page only, so each page hands the others on in the browser's history,
 * which keeps them on reload. A shared link has none.
 */
export function useEarlierPages(): {
  earlier: readonly string[];
  /** The state of the location of the next page. */
  next: (cursor: string | undefined) => FromPages;
  /** The state of the location of the previous page. */
  previous: FromPages;
} {
  const state: Partial<FromPages> | null = useLocation().state;
  const earlier = Array.isArray(state?.earlierCursors)
    ? state.earlierCursors.filter(each => typeof each === 'string')
    : [];
  return {
    earlier,
    next: cursor => ({ earlierCursors: [...earlier, cursor ?? ''] }),
    previous: { earlierCursors: earlier.slice(0, -1) },
  };
}
