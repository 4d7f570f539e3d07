/** The messages of the filter of the catalog in English. */
export const catalogFilter = {
  state: 'Session Manager state',
} as const;
