/** The messages of the filter of the catalog in Japanese. */
export const catalogFilterJa = {
  'catalogFilter.state': 'Session Manager の状態',
};
