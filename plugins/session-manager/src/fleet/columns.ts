/** The columns of the table, in their order. */
export const COLUMNS = [
  'roleName',
  'entityRef',
  'owner',
  'accountId',
  'state',
  'problem',
  'nodes',
  'observedAt',
] as const;

export type Column = (typeof COLUMNS)[number];

/** The columns that a person can hide: all but the one with the links. */
export const OPTIONAL_COLUMNS = COLUMNS.filter(column => column !== 'roleName');
