/** The messages about results of the catalog search in English. */
export const search = {
  kind: 'Kind: {{value}}',
  type: 'Type: {{value}}',
  lifecycle: 'Lifecycle: {{value}}',
  owner: 'Owner: {{value}}',
} as const;
