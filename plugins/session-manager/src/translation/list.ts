/** The messages that all lists share in English. */
export const listMessages = {
  search: 'Search',
  account: 'Account',
  anyAccount: 'Any account',
  clear: 'Clear filters',
  previous: 'Previous page',
  next: 'Next page',
  again: 'Try again',
} as const;
