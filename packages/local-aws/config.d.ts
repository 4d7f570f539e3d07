export interface Config {
  /** Read by `yarn start` only; the plugins know nothing of it. */
  localAws?: {
    /**
     * Whether `yarn start` runs a local AWS with the demo fleet in it. With
     * `false` the portal speaks to AWS itself. Default: true.
     */
    enabled?: boolean;
  };
}
